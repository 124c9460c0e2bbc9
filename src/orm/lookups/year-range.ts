import { NotCompilable } from "../expressions/result-set.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { mapText, sql } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import type { Slot } from "../expressions/slot.ts";
import { outputField } from "../expressions/output-field.ts";
import { prepare } from "../fields/prepare.ts";
import { comparedField, comparison } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import { Transformed } from "./transform.ts";

/**
 * `__year` compared with a number is a comparison of the column itself with the year's first or last moment, so that
 * an index serves it (`YearLookup`).
 */
function yearLookup(
  name: string,
  write: (column: Sql, year: YearBounds, context: SqlContext) => Sql,
): Lookup {
  return {
    name,
    toSql(lhs, rhs, context) {
      if (rhs.kind !== "value" || !(lhs instanceof Transformed)) return comparison(name, lhs, rhs, context);
      const bounds = yearBounds(lhs.source, rhs.slot, context);
      return write(lhs.source.toSql(context), bounds, context);
    },
  };
}

interface YearBounds {
  readonly first: Sql;
  readonly last: Sql;
}

function yearBounds(source: SqlExpression, slot: Slot, { dialect }: SqlContext): YearBounds {
  const field = comparedField(source);
  const isDate = field.internalType === "DateField";
  const bound = (monthAndDay: string, time: string) =>
    slot.parameter((value) => {
      const year = Number(prepare(outputField("IntegerField"), value));
      if (!(year >= 1 && year <= 9999)) throw new NotCompilable("A year that no date has.");
      const day = `${String(year).padStart(4, "0")}-${monthAndDay}`;
      return dialect.toDriver(prepare(field, isDate ? day : `${day}T${time}`), field);
    });
  return { first: bound("01-01", "00:00:00"), last: bound("12-31", "23:59:59.999999") };
}

function against(name: string, bound: "first" | "last"): Lookup {
  return yearLookup(name, (column, bounds, { dialect }) => {
    return sql`${column} ${mapText(bounds[bound], (text) => dialect.operator(name, text))}`;
  });
}

export const YEAR_LOOKUPS: Readonly<Record<string, Lookup>> = {
  exact: yearLookup("exact", (column, { first, last }) => sql`${column} BETWEEN ${first} AND ${last}`),
  gt: against("gt", "last"),
  gte: against("gte", "first"),
  lt: against("lt", "first"),
  lte: against("lte", "last"),
};
