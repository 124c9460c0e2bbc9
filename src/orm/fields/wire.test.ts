import { expect, test } from "vitest";
import type { WireValue } from "../../manifest/wire.ts";
import { UnsafeInteger } from "../../errors/field-value.ts";
import { DateTime } from "./datetime.ts";
import { Range } from "./range.ts";
import { fromWire, fromWireColumn } from "./wire.ts";

test.each<[WireValue, unknown]>([
  ["text", "text"],
  [{ $: "decimal", v: "1.50" }, "1.50"],
  [{ $: "decimal", v: "0E-4" }, "0.0000"],
  [
    { $: "datetime", v: "2026-01-02T03:04:05.678901+00:00" },
    new DateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901),
  ],
  [{ $: "datetime", v: "2026-01-02T03:04:05.678901" }, "2026-01-02T03:04:05.678901"],
  [{ $: "time", v: "03:04:05.000000" }, "03:04:05"],
  [{ $: "bytes", v: "aGk=" }, new Uint8Array([104, 105])],
  [{ $: "float", v: "nan" }, Number.NaN],
  [{ $: "tuple", v: [1, { $: "date", v: "2026-01-02" }] }, [1, "2026-01-02"]],
  [
    {
      $: "dict",
      v: [
        [1, "a"],
        ["$", { $: "uuid", v: "x" }],
      ],
    },
    { 1: "a", $: "x" },
  ],
  [{ $: "range", v: { lower: 1, upper: null, bounds: "[)", empty: false } }, new Range(1, null)],
  [{ a: [{ $: "int", v: "9007199254740993" }] }, { a: [9007199254740993n] }],
])("%o", (wire, value) => {
  expect(fromWire(wire)).toEqual(value);
});

test("a column that a number would round is refused", () => {
  expect(() => fromWireColumn({ $: "int", v: "9007199254740993" })).toThrow(UnsafeInteger);
});

test("a tag that nobody knows is an error, not a value", () => {
  expect(() => fromWire({ $: "constructor", v: 1 })).toThrow(
    'The wire value tag "constructor" is not known.',
  );
});
