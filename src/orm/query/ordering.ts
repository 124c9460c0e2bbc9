import { FieldError } from "../../errors/query.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { sql, text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import type { ModelMeta } from "../meta.ts";
import type { QueryBuilder } from "./builder.ts";
import type { Join } from "./joins.ts";
import type { SelectedColumn } from "./parts.ts";
import type { Expression, OrderTerm } from "./tree.ts";
import { isExpression } from "./tree.ts";
import { orderTermFromWire } from "./wire.ts";

/** One part of an ORDER BY. */
export interface Ordering {
  /** Null: random. */
  readonly expression: SqlExpression | null;
  readonly descending: boolean;
  readonly nulls: "first" | "last" | null;
}

/** The order of a query's rows (`_order_by_pairs`); joins what that takes. */
export function orderingOf(builder: QueryBuilder): readonly Ordering[] {
  const terms = usesDefaultOrdering(builder) ? defaultTerms(builder.meta) : builder.ordering;
  return terms.flatMap((term) => resolveTerm(builder, term));
}

/** Rows come in the order of `Meta.ordering`. */
export function usesDefaultOrdering(builder: QueryBuilder): boolean {
  return builder.defaultOrdering && builder.ordering.length === 0;
}

function defaultTerms(meta: ModelMeta): readonly OrderTerm[] {
  return meta.description.ordering.map(orderTermFromWire);
}

function resolveTerm(builder: QueryBuilder, term: OrderTerm): readonly Ordering[] {
  const reversed = !builder.standardOrdering;
  if (typeof term !== "string") return [expressionTerm(builder, term, reversed)];
  if (term === "?") return [{ expression: null, descending: false, nulls: null }];
  const { name, descending } = direction(term, reversed);
  const chosen = selected(builder, name) ?? annotated(builder, name);
  if (chosen !== null) return [{ expression: chosen, descending, nulls: null }];
  return namedOrdering(builder, term, { meta: builder.meta, join: builder.base() }, reversed, new Set());
}

function expressionTerm(
  builder: QueryBuilder,
  term: Exclude<OrderTerm, string>,
  reversed: boolean,
): Ordering {
  const expression = builder.parts.resolveExpression(builder, term.expression, null);
  const nulls = !reversed || term.nulls === null ? term.nulls : term.nulls === "first" ? "last" : "first";
  return { expression, descending: term.descending !== reversed, nulls };
}

/** A name that `values()` gives is that column, even where it is a relation whose model has an order of its own. */
function selected(builder: QueryBuilder, name: string): SqlExpression | null {
  return builder.relations.registry.rules.ordersBySelectedNames ? builder.selectedByName(name) : null;
}

function annotated(builder: QueryBuilder, name: string): SqlExpression | null {
  const [first] = name.split("__") as [string];
  return builder.annotations.has(name) || builder.annotations.has(first)
    ? builder.reference(name, null)
    : null;
}

/** `find_ordering_name`: a relation is ordered as its model is. */
function namedOrdering(
  builder: QueryBuilder,
  term: string,
  from: { readonly meta: ModelMeta; readonly join: Join },
  reversed: boolean,
  seen: Set<string>,
): readonly Ordering[] {
  const { name, descending } = direction(term, reversed);
  const names = name.split("__");
  const path = builder.setupJoins(names, from, null);
  const { final, meta } = path;
  const terms = defaultTerms(meta);
  const byRelation =
    final.end !== null &&
    terms.length > 0 &&
    final.attname !== names.at(-1) &&
    name !== "pk" &&
    path.transforms.length === 0;
  if (!byRelation) {
    const expression = builder.endOf(path, builder.trimJoins(path));
    return [{ expression, descending, nulls: null }];
  }
  const visited = path.joins.map((join) => join.field?.id ?? "").join(" ");
  if (seen.has(visited)) throw new FieldError("Infinite loop caused by ordering.");
  seen.add(visited);
  const join = path.joins.at(-1) as Join;
  return terms.flatMap((inner) =>
    typeof inner === "string"
      ? namedOrdering(builder, inner, { meta, join }, descending, seen)
      : [prefixedTerm(builder, inner, names, descending)],
  );
}

/** An expression of a related model's ordering: its names start at that model (`prefix_references`). */
function prefixedTerm(
  builder: QueryBuilder,
  term: Exclude<OrderTerm, string>,
  prefix: readonly string[],
  reversed: boolean,
): Ordering {
  return expressionTerm(builder, { ...term, expression: withPrefix(term.expression, prefix) }, reversed);
}

function withPrefix(value: Expression, prefix: readonly string[]): Expression {
  const args = value.args.map((arg) => {
    if (isExpression(arg)) return withPrefix(arg, prefix);
    return value.name === "F" && typeof arg === "string" ? [...prefix, arg].join("__") : arg;
  });
  return { ...value, args };
}

/** A name, and which way it sorts. */
export function direction(term: string, reversed: boolean): { name: string; descending: boolean } {
  const minus = term.startsWith("-");
  return { name: minus ? term.slice(1) : term, descending: minus !== reversed };
}

/** `ASC`, `DESC` and where NULLs go are apart from the expression, which is compared with what is selected. */
export function orderingSql(
  { expression, descending, nulls }: Ordering,
  columns: readonly SelectedColumn[],
  context: SqlContext,
): OrderingSql {
  if (expression === null)
    return { expression: text(context.dialect.random), whole: sql`${context.dialect.random} ASC` };
  const written = expression.toSql(context);
  // By position where writing it again would bring other parameters: DISTINCT and GROUP BY want the same expression.
  const position = columns.findIndex((column) => column.expression === expression);
  const part = position >= 0 && written.params.length > 0 ? text(String(position + 1)) : written;
  const where = nulls === null ? "" : ` NULLS ${nulls.toUpperCase()}`;
  return { expression: written, whole: sql`${part} ${descending ? "DESC" : "ASC"}${where}` };
}

export interface OrderingSql {
  readonly expression: Sql;
  readonly whole: Sql;
}
