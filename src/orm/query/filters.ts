import { QueryError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { Column } from "../expressions/column.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import type { LookupCondition } from "../lookups/condition.ts";
import { exact } from "../lookups/exact.ts";
import type { RightSide } from "../lookups/lookup.ts";
import { askedNull, buildLookup, isNullCondition } from "./build-lookup.ts";
import type { JoinedPath, QueryBuilder } from "./builder.ts";
import { excludeMany } from "./exclude-many.ts";
import { JoinPromoter } from "./join-promoter.ts";
import { ManyRows } from "./names.ts";
import type { Built, Place } from "./parts.ts";
import { rightSideOf } from "./right-side.ts";
import type { ShapedValue } from "./shaped.ts";
import { Subquery } from "./subquery.ts";
import type { Condition, Expression } from "./tree.ts";
import { Where } from "./where.ts";

/** `Query.add_q`: `filter()` with a condition, or `exclude()` with a negated one. */
export function addCondition(builder: QueryBuilder, condition: Condition): void {
  const innerBefore = builder.joins.inner();
  const place = { branchNegated: false, currentNegated: false, reuse: builder.filterJoins };
  const { where } = buildGroup(builder, group(condition, false), place);
  if (!where.isEmpty) builder.where.add(where, "and");
  // The conditions before need them inner still: all are ANDed.
  builder.joins.demote(innerBefore);
}

/** `exclude()`: NOT of the whole. */
export function addExclusion(builder: QueryBuilder, condition: Condition): void {
  addCondition(builder, group(condition, true));
}

type Group = Exclude<Condition, { kind: "lookup" | "expression" }>;

/** What `filter(*args, **kwargs)` makes: one AND of what it was given, so that joins are promoted as Django does. */
function group(condition: Condition, negated: boolean): Group {
  if (condition.kind === "and" && !condition.negated) return negated ? { ...condition, negated } : condition;
  return { kind: "and", negated, children: [condition] };
}

/** `Query._add_q`. */
export function buildGroup(builder: QueryBuilder, condition: Group, place: Place): Built {
  const { kind: connector, negated, children } = condition;
  const currentNegated = place.currentNegated !== negated;
  const inside = { ...place, currentNegated, branchNegated: place.branchNegated || negated };
  const written = connector === "xor" ? builder.relations.registry.rules.xor : connector;
  const where = new Where(written, negated);
  const promoter = new JoinPromoter(connector, children.length, currentNegated);
  for (const child of children) {
    const built = buildCondition(builder, child, inside);
    promoter.vote(built.needed);
    if (!built.where.isEmpty) where.add(built.where, written);
  }
  return { where, needed: promoter.update(builder.joins) };
}

/** `Query.build_filter`. */
export function buildCondition(builder: QueryBuilder, condition: Condition, place: Place): Built {
  switch (condition.kind) {
    case "lookup":
      return buildLookupCondition(builder, condition.key, condition.value as ShapedValue, place);
    case "expression":
      return buildExpression(builder, condition.expression, place);
    default:
      return buildGroup(builder, condition, place);
  }
}

function buildExpression(builder: QueryBuilder, expression: Expression, place: Place): Built {
  const resolved = builder.parts.resolveExpression(builder, expression, place.reuse);
  // A name alone is no condition in Django, even that of a boolean field.
  if (!resolved.conditional || expression.name === "F")
    throw new QueryError("Cannot filter against a non-conditional expression.");
  return { where: new Where("and", false, [resolved]), needed: [] };
}

function buildLookupCondition(builder: QueryBuilder, key: string, value: ShapedValue, place: Place): Built {
  const names = key.split("__");
  const annotation = annotationOf(builder, names);
  const before = builder.joins.references();
  const rhs = rightSideOf(builder, value, place.reuse);
  if (annotation !== null) {
    const condition = buildLookup(annotation.rest, annotation.expression, rhs.resolve(annotation.expression));
    return { where: new Where("and", false, [condition]), needed: [] };
  }
  const used = new Set(builder.joins.all.filter((join) => join.references > (before.get(join) ?? 0)));

  const { rest } = builder.names(names);
  const fields = names.slice(0, names.length - rest.length);
  let path: JoinedPath;
  try {
    const from = { meta: builder.meta, join: builder.base() };
    path = builder.setupJoins(fields, from, place.reuse, !place.branchNegated || place.keepsJoins === true);
  } catch (error) {
    if (!(error instanceof ManyRows)) throw error;
    return excludeMany(builder, key, value, place, error.named);
  }
  builder.lastJoins = path.joins;
  for (const join of path.joins) used.add(join);
  const trimmed = builder.trimJoins(path);
  if (place.reuse !== null) for (const join of trimmed.joins) place.reuse.add(join);

  const column = builder.column(trimmed.last, trimmed.target, path.final.end);
  const right = rhs.resolve(column);
  const condition = buildLookup(rest, column, right);
  checkSubquery(condition);
  const where = new Where("and", false, [condition]);
  const nullAsked = askedNull(condition);
  if (!place.currentNegated) return { where, needed: nullAsked === true ? [] : used };
  // `exact` with a null that JSON has.
  if (isNullValue(right) && nullAsked === null) return { where, needed: used };
  if (nullAsked === null) {
    // NOT (col = x) is not true where col is NULL, and Python's `not` would be: NOT (col = x AND col IS NOT NULL).
    if (trimmed.target.null || trimmed.last.type === "outer")
      where.add(isNullCondition(builder.column(trimmed.last, trimmed.target, null), false), "and");
    const nullableRight = nullableColumn(right);
    if (nullableRight !== null) where.add(isNullCondition(nullableRight, false), "and");
  }
  return { where, needed: nullAsked === true ? used : [] };
}

function isNullValue(right: RightSide): boolean {
  return right.kind === "value" && right.slot.isNull;
}

/** A QuerySet compared by `exact` has one row at most. */
function checkSubquery({ lookup, rhs }: LookupCondition): void {
  if (lookup !== exact || rhs.kind !== "expression" || !(rhs.expression instanceof Subquery)) return;
  if (!rhs.expression.builder.limitedToOne)
    throw new QueryError(
      "The QuerySet value for an exact lookup must be limited to one result using slicing.",
    );
}

function annotationOf(
  builder: QueryBuilder,
  names: readonly string[],
): { expression: SqlExpression; rest: readonly string[] } | null {
  // The longest name wins: an annotation may have "__" in its name (`refs_expression`).
  for (let length = names.length; length > 0; length--) {
    const expression = builder.annotation(names.slice(0, length).join("__"));
    if (expression !== null) return { expression, rest: names.slice(length) };
  }
  return null;
}

function nullableColumn(right: RightSide): (Column & { field: FieldDescription }) | null {
  return right.kind === "expression" && right.expression instanceof Column && right.expression.field.null
    ? right.expression
    : null;
}
