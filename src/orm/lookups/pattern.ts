import type { Dialect } from "../backends/backend.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import { mapText, sql } from "../expressions/sql.ts";
import { comparedField, leftSide, rightSide } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";

/** The lookups that are a LIKE (`PatternLookup`): `pattern` puts the wildcards around the escaped value. */
export function patternLookup(name: string, pattern: (escaped: string) => string): Lookup {
  return {
    name,
    toSql(lhs, rhs, context) {
      const { dialect } = context;
      const left = leftSide(name, lhs, context);
      if (rhs.kind !== "value")
        return sql`${left} ${mapText(rightSide(lhs, rhs, context), (text) => dialect.patternOperator(name, text))}`;
      const right = rhs.slot.parameter((value) => pattern(escapeLike(lookupText(value, lhs, dialect))));
      return sql`${left} ${mapText(right, (text) => dialect.operator(name, text))}`;
    },
  };
}

/** `DatabaseOperations.prep_for_like_query`. */
export function escapeLike(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("%", "\\%").replaceAll("_", "\\_");
}

/** Python's `str()` of a value that is looked for in text; the field does not prepare it (`prepare_rhs = False`). */
export function lookupText(value: unknown, lhs: SqlExpression, dialect: Dialect): string {
  const text =
    typeof value === "boolean"
      ? value
        ? "True"
        : "False"
      : value instanceof Date
        ? value.toISOString()
        : String(value);
  // UUIDTextMixin: such a column has the hexadecimal digits alone.
  return comparedField(lhs).internalType === "UUIDField" && !dialect.features.hasNativeUuid
    ? text.replaceAll("-", "")
    : text;
}
