import type { FieldDescription } from "../../manifest/schema.ts";
import { Column } from "../expressions/column.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import type { Slot } from "../expressions/slot.ts";
import { mapText, sql } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import { fieldType } from "../fields/registry.ts";

/** What a lookup compares with. */
export type RightSide =
  | { readonly kind: "value"; readonly slot: Slot }
  /** A list with expressions among its values. */
  | { readonly kind: "items"; readonly items: readonly RightSide[] }
  | { readonly kind: "expression"; readonly expression: SqlExpression };

/** One of Django's lookups (`django/db/models/lookups.py`): how a condition is written. One file each. */
export interface Lookup {
  readonly name: string;
  /** null is a value of its own, and does not ask for IS NULL (`can_use_none_as_rhs`). */
  readonly takesNull?: boolean;
  /** @throws EmptyResultSet, FullResultSet, QueryError */
  toSql(lhs: SqlExpression, rhs: RightSide, context: SqlContext): Sql;
}

/** The field that values compared with an expression are prepared by. */
export function comparedField(lhs: SqlExpression): FieldDescription {
  if (lhs.output === null) throw new NotCompilable("A lookup on an expression of unknown type.");
  return lhs.output;
}

/** `BuiltinLookup.process_lhs`. */
export function leftSide(name: string, lhs: SqlExpression, context: SqlContext): Sql {
  const { internalType } = comparedField(lhs);
  return mapText(lhs.toSql(context), (text) => context.dialect.lookupCast(name, text, internalType));
}

/** `Lookup.process_rhs` for one value or expression, prepared as the left side's field wants it. */
export function rightSide(lhs: SqlExpression, rhs: RightSide, context: SqlContext): Sql {
  switch (rhs.kind) {
    case "value":
      return rhs.slot.parameter(preparation(lhs, context));
    case "expression":
      return parenthesised(rhs.expression.toSql(context));
    case "items":
      throw new NotCompilable("A list compared with a single value.");
  }
}

/** How a plain value becomes a parameter: an instance gives its key, the field prepares, the dialect adapts. */
export function preparation(lhs: SqlExpression, { dialect }: SqlContext): (value: unknown) => unknown {
  const field = comparedField(lhs);
  // Looked up once, not for each query.
  const type = fieldType(field);
  const related = lhs instanceof Column ? lhs.related : null;
  return (value) => {
    const plain = related === null ? value : related.keyOf(value);
    return plain === null || plain === undefined ? null : dialect.toDriver(type.prepare(plain, field), field);
  };
}

/** `lhs OPERATOR rhs` with the backend's operator of that name. */
export function comparison(name: string, lhs: SqlExpression, rhs: RightSide, context: SqlContext): Sql {
  const right = mapText(rightSide(lhs, rhs, context), (text) => context.dialect.operator(name, text));
  return sql`${leftSide(name, lhs, context)} ${right}`;
}

/** Parentheses respect the precedence of operators; double ones mean something else on SQLite. */
export function parenthesised(part: Sql): Sql {
  return part.text.startsWith("(") || part.text === "\u0000" ? part : sql`(${part})`;
}
