import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { portableManifest } from "../src/cli/portable-manifest.ts";
import { describeProject } from "../src/django/describe.ts";
import type { Manifest } from "../src/manifest/schema.ts";
import { exampleContext } from "./support/example-context.ts";
import { djangoPython } from "./support/python.ts";

/** What the demo serves on a machine without Django; RECORD=1 writes it. */
const file = fileURLToPath(new URL("../example/snapshot/manifest.json", import.meta.url));

/** Versions of Python and Django, and what differs between them, are the recording machine's. */
const comparable = ({ models, databases }: Manifest): unknown => ({
  databases,
  models: models.map(({ label, table, fields }) => ({
    label,
    table,
    columns: fields.map(({ column }) => column),
  })),
});

test.skipIf(djangoPython === null)("the shipped snapshot is of today's example", async () => {
  const { manifest } = await describeProject(await exampleContext());
  const today = portableManifest(manifest, dirname(file));
  if (process.env["RECORD"] === "1") writeFileSync(file, `${JSON.stringify(today, null, 2)}\n`);
  const shipped = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  expect(comparable(shipped)).toEqual(comparable(today));
  expect(JSON.stringify(shipped)).not.toContain(manifest.baseDir);
});
