import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Schema } from "../parameters/argument.ts";
import { compileParser, Rejected } from "../schemas/parser.ts";
import { problemsOf } from "./problems.ts";

/** "path: type message" of each problem; what FastAPI's own answers show is in tests/fastapi. */
function told(schema: Schema, value: unknown): string[] {
  const parsed = compileParser(schema)(value);
  if (!(parsed instanceof Rejected)) return [];
  return problemsOf(parsed, value, schema).map(({ path, type, msg }) => `${path.join(".")}: ${type} ${msg}`);
}

const pet = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("cat"), lives: z.int() }),
  z.object({ kind: z.literal("dog"), toys: z.array(z.object({ name: z.string() })) }),
]);

describe("Zod's issues in pydantic's words", () => {
  test.each<[string, Schema, unknown, string[]]>([
    ["a string", z.string(), 1, [": string_type Input should be a valid string"]],
    [
      "an integer with a fraction",
      z.int(),
      1.5,
      [": int_from_float Input should be a valid integer, got a number with a fractional part"],
    ],
    [
      "z.number().int()",
      z.number().int(),
      "x",
      [": int_parsing Input should be a valid integer, unable to parse string as an integer"],
    ],
    [
      "an integer beyond 2^53",
      z.int(),
      2 ** 60,
      [": less_than_equal Input should be less than or equal to 9007199254740991"],
    ],
    ["an infinite number", z.number(), Infinity, [": finite_number Input should be a finite number"]],
    [
      "a bigint",
      z.bigint(),
      "x",
      [": int_parsing Input should be a valid integer, unable to parse string as an integer"],
    ],
    ["a big bigint", z.bigint().max(5n), 6n, [": less_than_equal Input should be less than or equal to 5"]],
    [
      "a boolean in text",
      z.boolean(),
      "maybe",
      [": bool_parsing Input should be a valid boolean, unable to interpret input"],
    ],
    ["null", z.null(), 1, [": none_required Input should be None"]],
    [
      "a date in text",
      z.date(),
      "2024-13-01",
      [
        ": datetime_from_date_parsing Input should be a valid datetime or date, month value is outside expected range of 1-12",
      ],
    ],
    [
      "an early date",
      z.date().min(new Date(0)),
      new Date(-1),
      [": greater_than_equal Input should be greater than or equal to 1970-01-01T00:00:00.000Z"],
    ],
    ["a set", z.set(z.int()), [], [": set_type Input should be a valid set"]],
    [
      "a small set",
      z.set(z.int()).min(2),
      new Set([1]),
      [": too_short Set should have at least 2 items after validation, not 1"],
    ],
    ["a record", z.record(z.string(), z.int()), 1, [": dict_type Input should be a valid dictionary"]],
    [
      "a record's key",
      z.record(z.string().min(2), z.int()),
      { a: 1 },
      ["a.[key]: string_too_short String should have at least 2 characters"],
    ],
    [
      "a map's value",
      z.map(z.string(), z.int()),
      new Map([["a", "b"]]),
      ["a: int_parsing Input should be a valid integer, unable to parse string as an integer"],
    ],
    ["a short tuple", z.tuple([z.int(), z.int()]), [1], ["1: missing Field required"]],
    [
      "a long tuple",
      z.tuple([z.int()]),
      [1, 2],
      [": too_long Tuple should have at most 1 item after validation, not 2"],
    ],
    [
      "an exact length",
      z.string().length(3),
      "a",
      [": string_too_short String should have at least 3 characters"],
    ],
    [
      "exclusive bounds",
      z.object({ a: z.number().gt(1), b: z.number().lt(1) }),
      { a: 1, b: 1 },
      ["a: greater_than Input should be greater than 1", "b: less_than Input should be less than 1"],
    ],
    [
      "startsWith",
      z.string().startsWith("q"),
      "c",
      [": string_pattern_mismatch String should match pattern '^q.*'"],
    ],
    [
      "an email",
      z.email(),
      "x",
      [": value_error value is not a valid email address: An email address must have an @-sign."],
    ],
    ["a URL", z.url(), "x", [": url_parsing Input should be a valid URL, relative URL without a base"]],
    [
      "addresses",
      z.object({ a: z.ipv4(), b: z.ipv6() }),
      { a: "x", b: "x" },
      [
        "a: ip_v4_address Input is not a valid IPv4 address",
        "b: ip_v6_address Input is not a valid IPv6 address",
      ],
    ],
    [
      "a large file",
      z.file().max(1),
      new File(["ab"], "x"),
      [": too_long File should have at most 1 item after validation, not 2"],
    ],
    [
      "a refinement",
      z.string().refine(() => false, "never good"),
      "x",
      [": value_error Value error, never good"],
    ],
    [
      "a refinement elsewhere",
      z.object({ a: z.int() }).refine(() => false, { message: "no", path: ["a"] }),
      { a: 1 },
      ["a: value_error Value error, no"],
    ],
    [
      "a refinement with a type",
      z
        .int()
        .superRefine((_, context) =>
          context.addIssue({ code: "custom", message: "taken", params: { type: "unique" } }),
        ),
      1,
      [": unique taken"],
    ],
    [
      "two refinements",
      z
        .string()
        .refine(() => false, "one")
        .refine(() => false, "two"),
      "x",
      [": value_error Value error, one", ": value_error Value error, two"],
    ],
    [
      "a message of one's own",
      z.string({ error: "Say something" }).min(2, "Too little said"),
      "x",
      [": string_too_short Too little said"],
    ],
    [
      "a message of one's own for the type",
      z.string({ error: "Say something" }),
      1,
      [": string_type Say something"],
    ],
    [
      "two checks: the first",
      z.string().min(3).regex(/^a/),
      "b",
      [": string_too_short String should have at least 3 characters"],
    ],
    [
      "a union",
      z.object({ value: z.union([z.int(), z.array(z.string())]) }),
      { value: true },
      [
        "value.int: int_type Input should be a valid integer",
        "value.list[str]: list_type Input should be a valid list",
      ],
    ],
    [
      "a union's named members",
      z.union([z.object({ a: z.int() }).meta({ id: "A" }), z.literal(["x", 1])]),
      {},
      ["A.a: missing Field required", "literal['x',1]: literal_error Input should be 'x' or 1"],
    ],
    ["a tag", pet, { kind: "dog", toys: [{}] }, ["dog.toys.0.name: missing Field required"]],
    [
      "a tag below",
      z.object({ pets: z.array(pet) }),
      { pets: [{ kind: "cat", lives: "x" }] },
      ["pets.0.cat.lives: int_parsing Input should be a valid integer, unable to parse string as an integer"],
    ],
    [
      "no tag",
      z.object({ pet }),
      { pet: {} },
      ["pet: union_tag_not_found Unable to extract tag using discriminator 'kind'"],
    ],
    [
      "a wrong tag",
      pet,
      { kind: "bird" },
      [
        ": union_tag_invalid Input tag 'bird' found using 'kind' does not match any of the expected tags: 'cat', 'dog'",
      ],
    ],
    [
      "a missing enum",
      z.object({ a: z.enum(["x"]), b: z.literal(1), c: z.union([z.int(), z.string()]) }),
      {},
      ["a: missing Field required", "b: missing Field required", "c: missing Field required"],
    ],
    [
      "several keys too many",
      z.strictObject({}),
      { a: 1, b: 2 },
      [
        "a: extra_forbidden Extra inputs are not permitted",
        "b: extra_forbidden Extra inputs are not permitted",
      ],
    ],
    ["a multiple", z.number().multipleOf(3), 4, [": multiple_of Input should be a multiple of 3"]],
  ])("%s", (_name, schema, value, expected) => {
    expect(told(schema, value)).toEqual(expected);
  });
});
