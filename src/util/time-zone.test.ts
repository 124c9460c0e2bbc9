import { expect, test } from "vitest";
import { instantOf, wallTime, zoneOffset } from "./time-zone.ts";

const at = (text: string): number => Date.parse(`${text}Z`);

test("offsets follow the calendar", () => {
  expect(zoneOffset("Europe/Berlin", at("2026-01-01T00:00:00"))).toBe(60);
  expect(zoneOffset("Europe/Berlin", at("2026-07-01T00:00:00"))).toBe(120);
  expect(zoneOffset("Asia/Kathmandu", at("2026-07-01T00:00:00"))).toBe(345);
  expect(zoneOffset("UTC", 0)).toBe(0);
});

// datetime(..., tzinfo=ZoneInfo(...)).astimezone(UTC), fold=0
test.each([
  ["2026-03-29T01:59:59", "2026-03-29T00:59:59"],
  ["2026-03-29T02:30:00", "2026-03-29T01:30:00"],
  ["2026-03-29T03:00:00", "2026-03-29T01:00:00"],
  ["2026-10-25T02:30:00", "2026-10-25T00:30:00"],
  ["2026-10-25T03:00:00", "2026-10-25T02:00:00"],
  ["2026-07-01T12:00:00", "2026-07-01T10:00:00"],
])("%s in Berlin is %s in UTC", (wall, instant) => {
  expect(instantOf("Europe/Berlin", at(wall))).toBe(at(instant));
});

test("wall time is the way back", () => {
  const instant = at("2026-07-01T10:00:00");
  expect(wallTime("America/New_York", instant)).toBe(at("2026-07-01T06:00:00"));
  expect(instantOf("America/New_York", wallTime("America/New_York", instant))).toBe(instant);
});
