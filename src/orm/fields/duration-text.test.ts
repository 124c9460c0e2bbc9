import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "./duration-text.ts";

const DAY = 86_400_000_000n;

test.each([
  ["P1DT02H03M04.000005S", DAY + 7_384_000_005n],
  ["-P1DT00H00M00S", -DAY],
  ["P0DT00H00M00S", 0n],
  ["PT1.5H", 5_400_000_000n],
  ["P2D", 2n * DAY],
  ["1 02:03:04.000005", DAY + 7_384_000_005n],
  ["3 days, 0:00:01", 3n * DAY + 1_000_000n],
  ["-1 23:59:59", -1_000_000n],
  ["-02:03:04", -7_384_000_000n],
  ["90", 90_000_000n],
  ["01:30", 90_000_000n],
  // PostgreSQL's
  ["1 day", DAY],
  ["1 day 02:03:04", DAY + 7_384_000_000n],
  ["-1 days +02:03:04", -DAY + 7_384_000_000n],
  ["-1 days -02:03:04.5", -DAY - 7_384_500_000n],
  ["1 year 2 mons 3 days 04:05:06.789", 428n * DAY + 14_706_789_000n],
])("%s", (text, microseconds) => {
  expect(parseDuration(text)).toBe(microseconds);
});

test.each(["", "P", "PT", "x", "1 week"])("%s is none", (text) => {
  expect(parseDuration(text)).toBeNull();
});

// django.utils.duration.duration_iso_string
test.each([
  [DAY + 7_384_000_005n, "P1DT02H03M04.000005S"],
  [-DAY, "-P1DT00H00M00S"],
  [0n, "P0DT00H00M00S"],
  [500_000n, "P0DT00H00M00.500000S"],
])("%s microseconds are %s", (microseconds, text) => {
  expect(formatDuration(microseconds)).toBe(text);
});
