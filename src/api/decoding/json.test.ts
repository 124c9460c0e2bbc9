import { expect, test } from "vitest";
import { z } from "zod";
import { compileJsonDecoder } from "./json.ts";

test("nothing to decode, no decoder", () => {
  expect(compileJsonDecoder(z.object({ a: z.array(z.union([z.string(), z.int()])).optional() }))).toBeNull();
});

test("digits that would take seconds to read are left for the schema to refuse", () => {
  const digits = "9".repeat(4301);
  expect(compileJsonDecoder(z.bigint())?.(digits)).toBe(digits);
});

test("dates, big integers, sets and maps at any depth", () => {
  const schema = z.object({
    at: z.date(),
    list: z.array(z.object({ at: z.date().nullable() })).default([]),
    big: z.bigint(),
    set: z.set(z.date()),
    map: z.map(z.string(), z.bigint()),
    pairs: z.map(z.date(), z.int()),
    record: z.record(z.string(), z.date()),
    tuple: z.tuple([z.string(), z.date()]),
    either: z.union([z.int(), z.date()]),
    text: z.string(),
  });
  const decoded = compileJsonDecoder(schema)?.({
    at: "2024-01-02T03:04:05Z",
    list: [{ at: "2024-01-02" }, { at: null }],
    big: "123456789012345678901",
    set: ["2024-01-02"],
    map: { a: 1 },
    pairs: [["2024-01-02", 1]],
    record: { a: "2024-01-02" },
    tuple: ["2024-01-02", "2024-01-02"],
    either: "2024-01-02",
    text: "2024-01-02",
  });
  const day = new Date("2024-01-02");
  expect(schema.parse(decoded)).toEqual({
    at: new Date("2024-01-02T03:04:05Z"),
    list: [{ at: day }, { at: null }],
    big: 123456789012345678901n,
    set: new Set([day]),
    map: new Map([["a", 1n]]),
    pairs: new Map([[day, 1]]),
    record: { a: day },
    tuple: ["2024-01-02", day],
    either: day,
    text: "2024-01-02",
  });
});

test("what cannot be decoded is left to the schema, the body is not changed", () => {
  const body = { at: "x", other: ["2024-01-02"] };
  const decode = compileJsonDecoder(z.object({ at: z.date(), other: z.array(z.date()) }));
  expect(decode?.(body)).toEqual({ at: "x", other: [new Date("2024-01-02")] });
  expect(decode?.([])).toEqual([]);
  expect(body).toEqual({ at: "x", other: ["2024-01-02"] });
});

test("recursive schemas", () => {
  const Node = z.object({
    at: z.date(),
    get children() {
      return z.array(Node);
    },
  });
  const decode = compileJsonDecoder(Node);
  expect(decode?.({ at: "2024-01-02", children: [{ at: "2024-01-03", children: [] }] })).toEqual({
    at: new Date("2024-01-02"),
    children: [{ at: new Date("2024-01-03"), children: [] }],
  });
});
