import { expect, test } from "vitest";
import { decimalOfFloat, formatDecimal, parseDecimal, quantize, toPrecision } from "./decimal-text.ts";
import type { Decimal } from "./decimal-text.ts";

const read = (text: string): Decimal => parseDecimal(text) as Decimal;

test.each([
  ["12.50", "12.50"],
  [" -0.00 ", "-0.00"],
  ["1e3", "1000"],
  ["1.5e-3", "0.0015"],
  ["0E-10", "0.0000000000"],
  [".5", "0.5"],
  ["5.", "5"],
  ["1_000.5", "1000.5"],
  ["99999999999999999999.9999", "99999999999999999999.9999"],
])("%s is %s", (text, expected) => {
  expect(formatDecimal(read(text))).toBe(expected);
});

test.each(["", "x", "1.2.3", "nan", "Infinity", "1e99999", "--1"])("%s is none", (text) => {
  expect(parseDecimal(text)).toBeNull();
});

// decimal.Context(prec=15).create_decimal_from_float(...)
test.each([
  [0, "0"],
  [-0, "-0"],
  [12.5, "12.5"],
  [9.99, "9.99000000000000"],
  [0.1, "0.100000000000000"],
  [1e21, "1000000000000000000000"],
  [-34999999.65, "-34999999.6500000"],
])("the float %d has the digits %s", (value, expected) => {
  expect(formatDecimal(toPrecision(decimalOfFloat(value), 15))).toBe(expected);
});

// decimal.Decimal(...).quantize(...) rounds half to even.
test.each([
  ["2.345", 2, "2.34"],
  ["2.355", 2, "2.36"],
  ["2.3451", 2, "2.35"],
  ["-2.345", 2, "-2.34"],
  ["2", 2, "2.00"],
  ["0.999", 2, "1.00"],
  ["1.5", 0, "2"],
  ["2.5", 0, "2"],
])("%s to %i places is %s", (text, places, expected) => {
  expect(formatDecimal(quantize(read(text), places))).toBe(expected);
});

test.each([
  ["123456789.123456789", 15, "123456789.123457"],
  ["9.99", 2, "10"],
  ["12345", 2, "12000"],
  ["0.00012345", 3, "0.000123"],
])("%s to %i digits is %s", (text, precision, expected) => {
  expect(formatDecimal(toPrecision(read(text), precision))).toBe(expected);
});

test("a text that is nearly a number is refused at once, however long", () => {
  expect(parseDecimal(`${"1".repeat(1_000_000)}x`)).toBeNull();
});
