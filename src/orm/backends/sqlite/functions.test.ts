import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { registerFunctions } from "./functions.ts";

const database = new DatabaseSync(":memory:");
registerFunctions(database);

function value(sql: string): unknown {
  return Object.values(database.prepare(`SELECT ${sql}`).get() as object)[0];
}

// What Django's own functions answer (django/db/backends/sqlite3/_functions.py).
describe("parts of dates", () => {
  it.each([
    ["year", 2020],
    ["iso_year", 2021],
    ["week", 53],
    ["quarter", 1],
    ["month", 1],
    ["day", 3],
    ["week_day", 1],
    ["iso_week_day", 7],
  ])("%s", (part, expected) => {
    const day = part === "year" ? "2020-12-31" : part === "iso_year" ? "2022-01-02" : "2021-01-03";
    expect(value(`django_date_extract('${part}', '${day}')`)).toBe(expected);
  });

  it("are those of the zone that is asked for", () => {
    const hour = (stored: string, zone: string) =>
      value(`django_datetime_extract('hour', '${stored}', '${zone}', 'UTC')`);
    expect(hour("2024-01-15 23:30:00", "Europe/Paris")).toBe(0);
    expect(hour("2024-07-15 23:30:00", "Europe/Paris")).toBe(1);
    expect(hour("2024-07-15 23:30:00", "UTC")).toBe(23);
    expect(value("django_datetime_cast_date('2024-07-15 23:30:00', 'Asia/Tokyo', 'UTC')")).toBe("2024-07-16");
    expect(value("django_datetime_cast_time('2024-07-15 23:30:00.5', 'Asia/Kolkata', 'UTC')")).toBe(
      "05:00:00.500000",
    );
  });

  it("are NULL for NULL and for what is no date", () => {
    expect(value("django_date_extract('year', NULL)")).toBeNull();
    expect(value("django_datetime_extract('year', 'soon', NULL, NULL)")).toBeNull();
    expect(value("django_time_extract('minute', '09:41:07.25')")).toBe(41);
  });
});

describe("REGEXP", () => {
  it.each([
    ["Straße 12", "\\w+ \\d{2}$", 1],
    ["٣ books", "^\\d", 1],
    ["a_b", "^[\\w]+$", 1],
    ["a-b", "^[\\w]+$", 0],
    ["Python", "(?i)^PY", 1],
    ["50% off", "\\%", 1],
    ["line\nbreak", "line.break", 0],
  ])("%j by %s", (text, pattern, expected) => {
    expect(database.prepare("SELECT ? REGEXP ? AS found").get(text, pattern)).toEqual({ found: expected });
  });

  it("is NULL for NULL", () => {
    expect(value("NULL REGEXP 'x'")).toBeNull();
  });
});

it("deviations are of a group's numbers, without NULL", () => {
  const from = "(SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT NULL UNION ALL SELECT 4)";
  expect(value(`VAR_POP(a) FROM ${from}`)).toBeCloseTo(14 / 9);
  expect(value(`STDDEV_SAMP(a) FROM ${from}`)).toBeCloseTo(Math.sqrt(7 / 3));
  expect(value(`VAR_SAMP(a) FROM ${from} WHERE a = 1`)).toBeNull();
});

describe("dates that are cut, moved and subtracted", () => {
  it.each([
    ["django_date_trunc('quarter', '2024-08-15', NULL, NULL)", "2024-07-01"],
    ["django_date_trunc('week', '2024-09-01', NULL, NULL)", "2024-08-26"],
    ["django_date_trunc('year', '0099-05-05', NULL, NULL)", "0099-01-01"],
    ["django_datetime_trunc('day', '2024-07-15 23:30:00', 'Asia/Tokyo', 'UTC')", "2024-07-16 00:00:00"],
    ["django_datetime_trunc('minute', '2024-07-15 23:30:59.5', NULL, NULL)", "2024-07-15 23:30:00"],
    ["django_time_trunc('hour', '23:30:59.5', NULL, NULL)", "23:00:00"],
    ["django_date_trunc('year', NULL, NULL, NULL)", null],
    ["django_format_dtdelta('+', '2024-02-28 23:00:00', 3600000001)", "2024-02-29 00:00:00.000001"],
    ["django_format_dtdelta('+', 1, '1969-12-31 23:59:59')", "1969-12-31 23:59:59.000001"],
    ["django_format_dtdelta('-', '1970-01-01 00:00:00', 1)", "1969-12-31 23:59:59.999999"],
    ["django_format_dtdelta('+', NULL, 1)", null],
    ["django_timestamp_diff('2024-03-01', '2024-02-28')", 172_800_000_000],
    ["django_time_diff('01:00:00', '01:00:00.5')", -500_000],
    ["django_timestamp_diff(NULL, '2024-02-28')", null],
  ])("%s", (sql, expected) => {
    expect(value(sql)).toBe(expected);
  });
});

// statistics.pstdev, pvariance and their siblings round once.
it.each([
  ["STDDEV_POP", [1, 2, 4], 1.247219128924647],
  ["STDDEV_SAMP", [0.1, 0.2, 0.4], 0.15275252316519466],
  ["VAR_POP", [0.1, 0.2, 0.3], 0.006666666666666665],
  ["VAR_SAMP", [1e10, 1e10 + 1], 0.5],
  ["VAR_SAMP", [3], null],
])("%s of %j", (name, numbers, expected) => {
  expect(value(`${name}(n.value) FROM json_each('${JSON.stringify(numbers)}') n`)).toBe(expected);
});
