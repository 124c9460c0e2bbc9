import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FastAPI } from "../../src/api/fastapi.ts";
import { buildDocument } from "../../src/openapi/document.ts";
import { djangoPython } from "../support/python.ts";
import { referenceApp, referenceForms } from "./ours.ts";

const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "recorded", `${name}.json`), "utf8"));

/** Our document, without the one thing that it has more: OpenAPI 3.0's format of files, for Swagger UI. */
function documentOf(app: FastAPI): unknown {
  const { settings, operations, webhookOperations } = app;
  const document = JSON.stringify(buildDocument({ settings, operations, webhooks: webhookOperations }));
  return JSON.parse(document.replaceAll('"format":"binary",', ""));
}

/** What FastAPI's own document is now; null where this Python cannot say. */
function fromPython(script: string): unknown {
  if (djangoPython === null) return null;
  const result = spawnSync(djangoPython, [join(import.meta.dirname, script)], { encoding: "utf8" });
  return result.status === 0 ? JSON.parse(result.stdout) : null;
}

describe.each([
  ["app", "reference_app.py", referenceApp],
  ["forms", "reference_forms.py", referenceForms],
])("%s", (name, script, ours) => {
  test("our document is FastAPI's", () => {
    expect(documentOf(ours())).toEqual(recorded(name));
  });

  const now = fromPython(script);
  test.skipIf(now === null)(
    "the record is what FastAPI says now (needs FastAPI, for forms python-multipart)",
    () => {
      expect(now).toEqual(recorded(name));
    },
  );
});
