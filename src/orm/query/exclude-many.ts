import { Column } from "../expressions/column.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import { LookupCondition } from "../lookups/condition.ts";
import { exact } from "../lookups/exact.ts";
import { QueryBuilder } from "./builder.ts";
import { ContentTypeCondition } from "./content-type.ts";
import type { Built, Place } from "./parts.ts";
import type { NamedSteps } from "./names.ts";
import { OuterReference } from "./outer-reference.ts";
import type { PathStep } from "./relations.ts";
import type { ShapedValue } from "./shaped.ts";
import { Slot } from "../expressions/slot.ts";
import { Exists, within } from "./subquery.ts";
import { expression, isExpression } from "./tree.ts";
import { Where } from "./where.ts";

/**
 * `Query.split_exclude`: a negated condition on a relation to many rows. NOT of a join would be true of a book that has
 * another tag too; so it becomes NOT EXISTS(SELECT 1 FROM the other table WHERE condition AND it belongs to this row).
 */
export function excludeMany(
  builder: QueryBuilder,
  key: string,
  value: ShapedValue,
  place: Place,
  named: readonly NamedSteps[],
): Built {
  const inner = new QueryBuilder(builder.meta, builder.relations, builder.parts);
  inner.parts.addCondition(inner, { kind: "lookup", key, value: fromOutside(value) });
  inner.defaultOrdering = false;
  const { prefix, hasOuterJoin, column } = trimStart(inner, named);

  const shared = [...(place.reuse ?? [])].find((join) => join.alias.name === column.alias.name);
  if (shared !== undefined) {
    if (!builder.relations.registry.rules.excludesJoinedRows)
      throw new NotCompilable(
        "A negated condition on joined rows, which this version of Django writes in its own way.",
      );
    // The row that an earlier condition of this filter() joined: the subquery is about that row.
    inner.joins.renameWithin(builder.joins);
    const pk = builder.relations.pk(builder.relations.model(column.field.model));
    const own = new Column(column.alias, pk, pk, null);
    inner.where.add(equal(own, new Column(shared.alias, pk, pk, null)), "and");
  } else {
    const reference = new OuterReference((outer) => outer.reference(prefix, null));
    inner.outerReferences.push(reference);
    inner.where.add(equal(column, reference), "and");
  }
  const where = new Where("and", false, [new Exists(within(builder, inner))]);
  if (hasOuterJoin) {
    const isNull = { kind: "lookup" as const, key: `${prefix}__isnull`, value: new Slot(-1, "true") };
    const orNull = builder.parts.buildCondition(builder, isNull, {
      ...place,
      currentNegated: true,
      branchNegated: true,
    });
    where.add(orNull.where, "or");
  }
  return { where, needed: [] };
}

/** A name on the right is one of this query's, not of the subquery's. */
function fromOutside(value: ShapedValue): ShapedValue {
  return isExpression(value) && (value.name === "F" || value.name === "OuterRef")
    ? expression("OuterRef", value.name === "F" ? value.args : [value])
    : value;
}

function equal(lhs: Column, rhs: Column | OuterReference): LookupCondition {
  return new LookupCondition(exact, lhs, { kind: "expression", expression: rhs });
}

interface TrimmedStart {
  /** What the subquery's column equals, as a name of the query around it. */
  readonly prefix: string;
  /** A relation before the one to many rows may be empty. */
  readonly hasOuterJoin: boolean;
  readonly column: Column;
}

/** `Query.trim_start`: the subquery starts at the table of many rows, if the tables before it are not needed. */
function trimStart(inner: QueryBuilder, named: readonly NamedSteps[]): TrimmedStart {
  const steps = named.flatMap((name) => name.steps);
  const tables = inner.joins.all.filter((join) => join.field === null || inner.lastJoins.includes(join));
  const many = steps.findIndex((step) => step.many);
  const step = steps[many] as PathStep;
  let hasOuterJoin = false;
  for (let index = 0; index < many; index++) {
    if (tables[index + 1]?.type === "outer") hasOuterJoin = true;
    (tables[index] as (typeof tables)[number]).references -= 1;
  }
  const before = tables[many] as (typeof tables)[number];
  const first = tables[many + 1] as (typeof tables)[number];
  const prefix = [...namesBefore(named, many), step.join.own.name].join("__");
  let column: Column;
  if (first.type === "outer") {
    column = inner.column(before, step.join.own, null);
  } else {
    before.references -= 1;
    if (step.join.contentType !== null)
      inner.where.add(new ContentTypeCondition(step.join.contentType, first.alias), "and");
    column = inner.column(first, step.join.other, null);
  }
  const start = inner.joins.all.find((join) => join.references > 0);
  if (start !== undefined) {
    start.type = "base";
    start.parent = null;
    start.field = null;
  }
  return { prefix, hasOuterJoin, column };
}

/** The names whose steps all come before the relation to many rows. */
function namesBefore(named: readonly NamedSteps[], many: number): string[] {
  const names: string[] = [];
  let left = many;
  for (const { name, steps } of named) {
    if (left - steps.length < 0) break;
    names.push(name);
    left -= steps.length;
  }
  return names;
}
