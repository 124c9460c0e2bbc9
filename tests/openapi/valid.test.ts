import { type SpecData, Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import type { OpenApiDocument } from "../../src/openapi/document-types.ts";
import { buildDocument } from "../../src/openapi/document.ts";
import type { FastAPI } from "../../src/index.ts";
import { everything } from "./everything.ts";
import { referenceApp, referenceForms } from "./ours.ts";

async function problems(document: OpenApiDocument): Promise<unknown> {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(document)) as SpecData);
  return result.valid ? null : result.errors;
}

const documentOf = (app: FastAPI): OpenApiDocument =>
  buildDocument({ settings: app.settings, operations: app.operations, webhooks: app.webhookOperations });

test.each([
  ["everything", everything],
  ["the reference application", referenceApp],
  ["the reference forms", referenceForms],
])("an independent validator accepts the document of %s", async (_, app) => {
  expect(await problems(documentOf(app()))).toBeNull();
});

test("the validator refuses what is none", async () => {
  expect(await problems({ ...documentOf(referenceApp()), paths: { nope: 1 as never } })).not.toBeNull();
});

test("every reference leads somewhere, and every component is referred to", () => {
  const document = documentOf(everything());
  const text = JSON.stringify(document);
  const refs = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]));
  expect([...refs].sort()).toEqual(Object.keys(document.components?.schemas ?? {}).sort());
});

test("the same operations give the same document, byte for byte", () => {
  expect(JSON.stringify(documentOf(everything()))).toBe(JSON.stringify(documentOf(everything())));
});

test("what can go wrong is declared: 422 for what is read, 401 for who must be known", () => {
  const { paths } = documentOf(everything());
  const statuses = (path: string): string[] => Object.keys(paths[path]?.["get"]?.responses ?? {});
  expect(statuses("/text")).toEqual(["200"]);
  expect(statuses("/secure/basic")).toContain("401");
  expect(statuses("/secure/bearer")).not.toContain("401");
  expect(paths["/odd"]?.["post"]?.responses).toHaveProperty("422");
});
