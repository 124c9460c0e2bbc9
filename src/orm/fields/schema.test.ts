import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { fieldOf } from "../../../tests/support/field.ts";
import { fieldSchema } from "./schema.ts";

const accepts = (field: FieldDescription, value: unknown): boolean =>
  fieldSchema(field).safeParse(value).success;

describe("fieldSchema", () => {
  test("lengths, ranges and digits", () => {
    expect(accepts(fieldOf("CharField", { maxLength: 3 }), "abc")).toBe(true);
    expect(accepts(fieldOf("CharField", { maxLength: 3 }), "abcd")).toBe(false);
    expect(accepts(fieldOf("PositiveSmallIntegerField"), 32_767)).toBe(true);
    expect(accepts(fieldOf("PositiveSmallIntegerField"), -1)).toBe(false);
    expect(accepts(fieldOf("IntegerField"), 1.5)).toBe(false);
    const price = fieldOf("DecimalField", { maxDigits: 5, decimalPlaces: 2 });
    for (const text of ["1", "-1.5", "999.99", "000.1"]) expect(accepts(price, text), text).toBe(true);
    for (const text of ["1000", "1.234", "", ".", "x"]) expect(accepts(price, text), text).toBe(false);
    const share = fieldOf("DecimalField", { maxDigits: 4, decimalPlaces: 4 });
    expect(accepts(share, "0.1234")).toBe(true);
    expect(accepts(share, "1.1234")).toBe(false);
  });

  test("formats", () => {
    const className = "django.db.models.fields.EmailField";
    expect(accepts(fieldOf("CharField", { className }), "a@example.com")).toBe(true);
    expect(accepts(fieldOf("CharField", { className }), "a")).toBe(false);
    expect(accepts(fieldOf("CharField", { className, blank: true }), "")).toBe(true);
    expect(accepts(fieldOf("UUIDField"), "a851f09f-dc0d-53ee-877a-c497c86c4aff")).toBe(true);
    expect(accepts(fieldOf("DateField"), "2026-02-30")).toBe(false);
  });

  test("choices are an enum, the empty one with blank", () => {
    const choices: FieldDescription["choices"] = [
      ["a", "A"],
      ["b", "B"],
    ];
    const schema = fieldSchema(fieldOf("CharField", { choices }));
    expect(z.toJSONSchema(schema)).toMatchObject({ enum: ["a", "b"] });
    expect(accepts(fieldOf("CharField", { choices, blank: true }), "")).toBe(true);
    expect(accepts(fieldOf("CharField", { choices }), "")).toBe(false);
  });

  test("null is allowed where the column is nullable", () => {
    expect(accepts(fieldOf("IntegerField", { null: true }), null)).toBe(true);
    expect(accepts(fieldOf("IntegerField"), null)).toBe(false);
    expect(fieldSchema(fieldOf("IntegerField"), { null: true }).safeParse(null).success).toBe(true);
  });

  test("a datetime is text outside and a date inside, both ways", () => {
    const schema = fieldSchema(fieldOf("DateTimeField"));
    const text = "2026-01-02T03:04:05.678901Z";
    expect(z.encode(schema, z.decode(schema, text))).toBe(text);
  });

  test("every family has a JSON Schema for documents", () => {
    for (const internalType of [
      "IntegerField",
      "DateTimeField",
      "BinaryField",
      "JSONField",
      "ArrayField",
      "FileField",
    ])
      expect(() => z.toJSONSchema(fieldSchema(fieldOf(internalType)), { io: "input" })).not.toThrow();
  });
});

test("a JSONField takes any value that is there, and can be compiled", () => {
  const json = fieldSchema(fieldOf("JSONField"), { null: false });
  const schema = z.compile(z.object({ data: json }), { strict: true });
  for (const data of [{ a: [1, null] }, [], "text", 0, null])
    expect(schema.parse({ data })).toEqual({ data });
  expect(schema.safeParse({}).success).toBe(false);
});
