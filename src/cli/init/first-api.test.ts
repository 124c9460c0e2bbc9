import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Manifest } from "../../manifest/schema.ts";
import { firstApiStep } from "./first-api.ts";
import type { Step } from "./step.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "bridge-init-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** The api.ts that is written for an app with these models, each with these columns. */
async function written(models: Record<string, { plural: string; columns: string[] }>): Promise<string> {
  const manifest = {
    apps: [{ label: "library", path: dir, local: true }],
    models: Object.entries(models).map(([name, { plural, columns }]) => ({
      label: `library.${name}`,
      appLabel: "library",
      name,
      modelName: name.toLowerCase(),
      verboseNamePlural: plural,
      autoCreated: false,
      proxy: false,
      swapped: null,
      pk: ["id"],
      fields: columns.map((column) => ({
        name: column,
        internalType: column === "id" ? "AutoField" : "CharField",
      })),
    })),
  } as unknown as Manifest;
  await (firstApiStep(manifest, undefined) as Step).apply();
  return readFileSync(join(dir, "api.ts"), "utf8");
}

test.each([
  ["stories", "/stories"],
  ["Order lines (archived)", "/order-lines-archived"],
  ["हिन्दी", "/हिन्दी"],
  ["*", "/thing"],
])("rows called %j are at %s", async (plural, path) => {
  expect(await written({ Thing: { plural, columns: ["id", "name"] } })).toContain(`api.get("${path}", `);
});

// `init` wrote a public list of a custom user model, hashes of passwords included.
test("a model with passwords is not shown to everybody", async () => {
  const user = { plural: "users", columns: ["id", "password", "username"] };
  expect(await written({ User: user })).toContain(`api.get("/library/hello"`);
  rmSync(join(dir, "api.ts"));
  expect(await written({ User: user, Story: { plural: "stories", columns: ["id"] } })).toContain(
    "Story.objects",
  );
});
