import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { DateTime, parseDateTime } from "./datetime.ts";

describe("DateTime", () => {
  const instant = new DateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901);

  test("is a Date that keeps microseconds", () => {
    expect(instant).toBeInstanceOf(Date);
    expect(instant.microseconds).toBe(901);
    expect(instant.toISOString()).toBe("2026-01-02T03:04:05.678901Z");
  });

  test("is written to JSON as FastAPI writes a datetime", () => {
    expect(JSON.stringify({ instant })).toBe('{"instant":"2026-01-02T03:04:05.678901Z"}');
    expect(new DateTime(Date.UTC(2026, 0, 2)).toJSON()).toBe("2026-01-02T00:00:00Z");
    expect(new DateTime(Date.UTC(2026, 0, 2), 1).toJSON()).toBe("2026-01-02T00:00:00.000001Z");
    expect(new DateTime(Date.UTC(2026, 0, 2) + 5).toJSON()).toBe("2026-01-02T00:00:00.005000Z");
  });

  test("survives its own text", () => {
    expect(DateTime.from(instant.toJSON())?.compareTo(instant)).toBe(0);
    expect(DateTime.from("2026-01-02T05:04:05.678901+02:00")?.compareTo(instant)).toBe(0);
    expect(DateTime.from(new Date(instant.getTime()))?.compareTo(instant)).toBeLessThan(0);
  });

  test("a text without an offset is no instant", () => {
    expect(DateTime.from("2026-01-02T03:04:05")).toBeNull();
    expect(DateTime.from("yesterday")).toBeNull();
  });

  test("prints as its text", () => {
    expect(inspect(instant)).toContain("2026-01-02T03:04:05.678901Z");
  });
});

describe("parseDateTime", () => {
  test.each([
    ["2026-01-02 03:04:05.678901", Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901, null],
    ["2026-01-02 03:04:05.678901+00", Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901, 0],
    ["2026-01-31 03:04:05", Date.UTC(2026, 0, 31, 3, 4, 5), 0, null],
    ["2026-01-02T03:04:05.6-03:30", Date.UTC(2026, 0, 2, 3, 4, 5, 600), 0, -210],
    ["2026-01-02T03:04Z", Date.UTC(2026, 0, 2, 3, 4), 0, 0],
    ["2026-01-02 03:04:05.6789+05:45", Date.UTC(2026, 0, 2, 3, 4, 5, 678), 900, 345],
    ["2026-1-2", Date.UTC(2026, 0, 2), 0, null],
    ["1605-11-20 00:00:00", Date.UTC(1605, 10, 20), 0, null],
    ["2024-02-29 00:00:00", Date.UTC(2024, 1, 29), 0, null],
  ])("%s", (text, epoch, microseconds, offset) => {
    expect(parseDateTime(text)).toEqual({ epoch, microseconds, offset });
  });

  test("a year below 100 is that year", () => {
    expect(parseDateTime("0042-01-02 00:00:00")?.epoch).toBe(Date.parse("0042-01-02T00:00:00Z"));
  });

  test.each([
    "2026-02-29 00:00:00",
    "2026-13-01 00:00:00",
    "2026-00-10 00:00:00",
    "2026-01-02 24:00:00",
    "2026-01-02 23:60:00",
    "2026x01-02 03:04:05",
    "2026-01-02 03:04:05.67890x",
    "infinity",
    "",
  ])("%s is none", (text) => {
    expect(parseDateTime(text)).toBeNull();
  });
});
