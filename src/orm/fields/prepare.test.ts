import { afterEach, describe, expect, test } from "vitest";
import { InvalidFieldValue } from "../../errors/field-value.ts";
import { fieldOf } from "../../../tests/support/field.ts";
import { DateTime } from "./datetime.ts";
import { FieldFile } from "./field-file.ts";
import { prepare } from "./prepare.ts";
import { setValueSettings } from "./project.ts";
import { Range } from "./range.ts";
import { registerFieldType } from "./registry.ts";
import { raw } from "./raw.ts";

afterEach(() => setValueSettings(null));

const decimal = { maxDigits: 8, decimalPlaces: 2 };
const money = new DateTime(Date.UTC(2026, 0, 2, 23, 30), 7);

test.each<[string, unknown, unknown]>([
  ["IntegerField", "42", 42],
  ["IntegerField", " -1_000 ", -1000],
  ["IntegerField", 3.9, 3],
  ["IntegerField", true, 1],
  ["BigIntegerField", 9007199254740993n, 9007199254740993n],
  ["BigIntegerField", "9007199254740993", 9007199254740993n],
  ["BigAutoField", 5n, 5],
  ["FloatField", "1.5e3", 1500],
  ["FloatField", "-inf", Number.NEGATIVE_INFINITY],
  ["FloatField", 2n, 2],
  ["DecimalField", "12.5", "12.5"],
  ["DecimalField", 0.1, "0.1"],
  ["DecimalField", 1e21, "1000000000000000000000"],
  ["BooleanField", "True", true],
  ["BooleanField", 0, false],
  ["CharField", 5, "5"],
  ["CharField", true, "True"],
  ["TextField", "a\u0000b", "a\u0000b"],
  ["DateField", "2026-1-2", "2026-01-02"],
  ["DateField", new Date(Date.UTC(2026, 0, 2, 12)), "2026-01-02"],
  ["TimeField", "3:04", "03:04:00"],
  ["TimeField", "03:04:05.5", "03:04:05.500000"],
  ["DurationField", "1 02:03:04", "P1DT02H03M04S"],
  ["UUIDField", "{A851F09F-DC0D-53EE-877A-C497C86C4AFF}", "a851f09f-dc0d-53ee-877a-c497c86c4aff"],
  ["GenericIPAddressField", "2001:0DB8::0007", "2001:db8::7"],
  ["GenericIPAddressField", "::ffff:10.0.0.1", "::ffff:10.0.0.1"],
  ["GenericIPAddressField", " 192.0.2.7 ", "192.0.2.7"],
  ["BinaryField", "aGk=", new Uint8Array([104, 105])],
  ["FileField", new FieldFile("covers/a.png"), "covers/a.png"],
  ["JSONField", { a: [1] }, { a: [1] }],
  ["HStoreField", { a: 1, b: null }, { a: "1", b: null }],
  ["IntegerField", null, null],
])("%s: %o", (internalType, value, expected) => {
  expect(prepare(fieldOf(internalType, decimal), value)).toEqual(expected);
});

test.each<[string, unknown, string]>([
  ["IntegerField", "x", "Field 'field' expected a number but got a string."],
  ["IntegerField", Number.NaN, "Field 'field' expected a number but got a number."],
  ["IntegerField", {}, "Field 'field' expected a number but got an object."],
  ["FloatField", "x", "Field 'field' expected a number but got a string."],
  ["DecimalField", "x", "Field 'field': a string must be a decimal number."],
  ["BooleanField", "yes", "Field 'field': a string value must be either True or False."],
  ["DateField", "2026-02-30", "it is an invalid date."],
  ["DateField", "02.01.2026", "It must be in YYYY-MM-DD format."],
  ["DateTimeField", "now", "It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format."],
  ["DateTimeField", new Date(Number.NaN), "is an invalid date."],
  ["TimeField", "25:00", "It must be in HH:MM[:ss[.uuuuuu]] format."],
  ["DurationField", "soon", "or ISO 8601 format."],
  ["UUIDField", "123", "is not a valid UUID."],
  ["CharField", ["a"], "Field 'field': an array is no text."],
  ["ArrayField", "a", "is no array."],
])("%s refuses %o", (internalType, value, message) => {
  expect(() => prepare(fieldOf(internalType, decimal), value)).toThrow(InvalidFieldValue);
  expect(() => prepare(fieldOf(internalType, decimal), value)).toThrow(message);
});

test("an error never shows the value, and keeps it for who may see it", () => {
  const secret = "correct horse battery staple";
  try {
    prepare(fieldOf("IntegerField"), secret);
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toContain(secret);
    expect(JSON.stringify(error)).not.toContain(secret);
    expect((error as InvalidFieldValue).value).toBe(secret);
  }
});

describe("datetimes", () => {
  const field = fieldOf("DateTimeField");
  const iso = (value: unknown): string => (prepare(field, value) as DateTime).toISOString();

  test("keep their microseconds", () => {
    expect(prepare(field, money)).toBe(money);
    expect(iso("2026-01-02T03:04:05.678901+01:00")).toBe("2026-01-02T02:04:05.678901Z");
  });

  test("without an offset are in TIME_ZONE", () => {
    setValueSettings({ useTz: true, timeZone: "Europe/Berlin", mediaUrl: "/" });
    expect(iso("2026-07-01 12:00")).toBe("2026-07-01T10:00:00.000Z");
    expect(iso("2026-01-01")).toBe("2025-12-31T23:00:00.000Z");
  });

  test("are naive texts under USE_TZ = False", () => {
    setValueSettings({ useTz: false, timeZone: "Europe/Berlin", mediaUrl: "/" });
    expect(prepare(field, "2026-01-02 03:04:05.000007")).toBe("2026-01-02T03:04:05.000007");
    expect(prepare(field, money)).toBe("2026-01-03T00:30:00.000007");
    expect(prepare(field, "2026-01-02T03:04:05Z")).toBe("2026-01-02T04:04:05");
  });

  test("a Date is the day that TIME_ZONE's clocks show", () => {
    setValueSettings({ useTz: true, timeZone: "Asia/Tokyo", mediaUrl: "/" });
    expect(prepare(fieldOf("DateField"), money)).toBe("2026-01-03");
    expect(prepare(fieldOf("TimeField"), money)).toBe("08:30:00.000007");
  });
});

describe("containers", () => {
  test("prepare what is in them", () => {
    const array = fieldOf("ArrayField", { baseField: fieldOf("IntegerField") });
    expect(prepare(array, ["1", null, 2])).toEqual([1, null, 2]);
    const range = fieldOf("IntegerRangeField");
    expect(prepare(range, ["1", null])).toEqual(new Range(1, null));
    expect(prepare(range, Range.empty())).toEqual(Range.empty());
    expect(prepare(fieldOf("DateRangeField"), new Range("2026-1-2", null, "[]"))).toEqual(
      new Range("2026-01-02", null, "[]"),
    );
  });
});

describe("custom classes", () => {
  const custom = fieldOf("CharField", { className: "shop.fields.Words", overrides: ["to_python"] });

  test("that convert in Python are raw", () => {
    expect(prepare(custom, ["en"])).toEqual(["en"]);
  });

  test("have the type that is registered for them", () => {
    registerFieldType("shop.fields.Words", { ...raw, prepare: (value) => (value as string[]).join(",") });
    expect(prepare(custom, ["en", "fr"])).toBe("en,fr");
  });
});
