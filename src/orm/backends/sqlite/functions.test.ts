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
