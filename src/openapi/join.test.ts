import { expect, test } from "vitest";
import type { OpenApiDocument } from "./document-types.ts";
import type { JsonSchema } from "./json-schema.ts";
import { joinDocuments } from "./join.ts";

const base = { openapi: "3.1.0", info: { title: "T", version: "1" } };
const responses = { "200": { description: "OK" } };
const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

const ours: OpenApiDocument = {
  ...base,
  paths: { "/books/{book_id}": { get: { operationId: "get_book", responses } } },
  components: {
    schemas: { Book: { type: "object", title: "Book" }, Same: { type: "string" } },
    securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-key" } },
  },
  tags: [{ name: "books" }],
};

const theirs: OpenApiDocument = {
  ...base,
  info: { title: "Python", version: "2" },
  paths: {
    "/books/{pk}": {
      get: { operationId: "hidden", responses },
      delete: {
        operationId: "get_book",
        responses: {
          "200": { description: "OK", content: { "application/json": { schema: reference("Book") } } },
        },
        parameters: [{ name: "pk", in: "path", required: true, schema: { type: "integer" } }],
        security: [{ Key: [] }],
      },
    },
    "/python": { get: { operationId: "python", responses } },
  },
  components: {
    schemas: {
      Book: { type: "object", title: "PyBook", properties: { self: reference("Book") } },
      Same: { type: "string" },
    },
    securitySchemes: { Key: { type: "apiKey", in: "query", name: "key" } },
  },
  tags: [{ name: "books" }, { name: "python" }],
};

test("ours comes first; theirs is added, and what clashes is kept apart", () => {
  const joined = joinDocuments(ours, theirs);
  expect(joined.info).toEqual(ours.info);
  expect(Object.keys(joined.paths)).toEqual(["/books/{book_id}", "/python"]);
  const item = joined.paths["/books/{book_id}"];
  expect(item?.["get"]?.operationId).toBe("get_book");
  // The path is ours, and so is its parameter's name; the id was taken.
  expect(item?.["delete"]).toMatchObject({
    operationId: "get_book_Python",
    parameters: [{ name: "book_id" }],
    security: [{ "Key-Python": [] }],
    responses: { "200": { content: { "application/json": { schema: reference("Book-Python") } } } },
  });
  expect(joined.components?.schemas).toEqual({
    Book: { type: "object", title: "Book" },
    Same: { type: "string" },
    "Book-Python": { type: "object", title: "PyBook", properties: { self: reference("Book-Python") } },
  });
  expect(Object.keys(joined.components?.securitySchemes ?? {}).sort()).toEqual(["Key", "Key-Python"]);
  expect(joined.tags).toEqual([{ name: "books" }, { name: "python" }]);
});

test("neither document is changed", () => {
  const before = JSON.stringify([ours, theirs]);
  joinDocuments(ours, theirs);
  expect(JSON.stringify([ours, theirs])).toBe(before);
});
