import { describe, expect, test } from "vitest";
import { postgresDialect } from "../backends/postgres/dialect.ts";
import { sqliteDialect } from "../backends/sqlite/dialect.ts";
import { DateTime } from "../fields/datetime.ts";
import { bindPlaceholders } from "./placeholders.ts";
import type { RawParams } from "./placeholders.ts";

const sqlite = sqliteDialect({ timeZone: "UTC", useTz: true });
const postgres = postgresDialect();
const bind = (sql: string, params: RawParams) => bindPlaceholders(sql, params, postgres);

describe("placeholders", () => {
  test("are the database's own, and values go beside them", () => {
    const sql = "SELECT * FROM t WHERE a = %s AND b LIKE %s AND c = '100%%'";
    expect(bindPlaceholders(sql, [1, "'; DROP TABLE t; --"], postgres)).toEqual({
      sql: "SELECT * FROM t WHERE a = $1 AND b LIKE $2 AND c = '100%'",
      values: [1, "'; DROP TABLE t; --"],
    });
    expect(bindPlaceholders(sql, [1, "x"], sqlite).sql).toBe(
      "SELECT * FROM t WHERE a = ? AND b LIKE ? AND c = '100%'",
    );
  });

  test("a value that looks like a placeholder is none", () => {
    expect(bind("SELECT %s, %s", ["%s", "$1"])).toEqual({ sql: "SELECT $1, $2", values: ["%s", "$1"] });
  });

  test("names stand for the same value each time", () => {
    expect(bind("a = %(x)s OR b = %(y)s OR c = %(x)s", { x: 1, y: "two", unused: 3 })).toEqual({
      sql: "a = $1 OR b = $2 OR c = $3",
      values: [1, "two", 1],
    });
  });

  test("values are prepared as those of columns are", () => {
    const at = new DateTime(Date.UTC(2024, 0, 2, 3, 4, 5, 678), 901);
    expect(bindPlaceholders("%s %s %s", [at, true, null], sqlite).values).toEqual([
      "2024-01-02 03:04:05.678901",
      1,
      null,
    ]);
    expect(bind("%s %s", [at, [1, 2]]).values).toEqual(["2024-01-02T03:04:05.678901+00:00", [1, 2]]);
  });

  test.each<[string, string, RawParams]>([
    ["raw() has no value for the placeholder (%s) at position 2.", "%s %s", [1]],
    ["The SQL of raw() has 1 placeholders (%s), and there are 2 parameters.", "%s", [1, 2]],
    ["The SQL of raw() has 0 placeholders (%s), and there are 1 parameters.", "id = ?", [1]],
    ["raw() has no value for the placeholder (%s) at position 1.", "%s", [undefined as never]],
    ["raw() has no value for the placeholder %(id)s.", "%(id)s", {}],
    ["raw() has no value for the placeholder %(toString)s.", "%(toString)s", {}],
    ["The parameters of raw() are a list, and the SQL has a placeholder with a name: %(id)s.", "%(id)s", [1]],
    ["The parameters of raw() are named, and the SQL has a placeholder without a name: %s.", "%s", { id: 1 }],
    ['A "%" in the SQL of raw() that is no placeholder is written "%%".', "a LIKE 'x%'", []],
    ['A "%" in the SQL of raw() that is no placeholder is written "%%".', "a = %d", [1]],
  ])("%s", (message, sql, params) => {
    expect(() => bind(sql, params)).toThrow(message);
  });
});
