import { QueryError } from "../../errors/query.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import type { QueryBuilder } from "./builder.ts";
import type { Join } from "./joins.ts";
import { OuterReference } from "./outer-reference.ts";
import type { ShapedTree } from "./shaped.ts";
import { Exists, subqueryOf, within } from "./subquery.ts";
import type { Condition, Expression } from "./tree.ts";
import { isExpression, isTree } from "./tree.ts";

/** How an expression's names get their meaning in a query. `reuse`: as in `Joins.join`. */
type Resolve = (builder: QueryBuilder, expression: Expression, reuse: Set<Join> | null) => SqlExpression;

/** Resolves an expression of a tree (`resolve_expression`). */
export const resolveExpression: Resolve = (builder, expression, reuse) => {
  const resolve = Object.hasOwn(EXPRESSIONS, expression.name)
    ? EXPRESSIONS[expression.name as keyof typeof EXPRESSIONS]
    : undefined;
  if (resolve === undefined) throw new NotCompilable(`The expression ${expression.name}() is Python's.`);
  return resolve(builder, expression, reuse);
};

const f: Resolve = (builder, { args }, reuse) => builder.reference(nameOf(args[0]), reuse);

const outerRef: Resolve = (builder, { args }) => {
  const [name] = args;
  const reference = new OuterReference((outer) => {
    if (!isExpression(name)) return outer.reference(nameOf(name), null);
    // OuterRef(OuterRef("x")): a name of the query around the query around.
    const further = new OuterReference((next) => next.reference(nameOf(name.args[0]), null));
    outer.addOuterReference(further);
    return further;
  });
  builder.outerReferences.push(reference);
  return reference;
};

const exists: Resolve = (builder, { args }) =>
  new Exists(within(builder, builder.parts.buildTree(treeOf(args[0]))));

const subquery: Resolve = (builder, { args }) => subqueryOf(builder, treeOf(args[0]));

/** A condition where an expression stands: `Q` among arguments. */
const q: Resolve = (builder, { args }, reuse) =>
  builder.parts.buildCondition(builder, args[0] as Condition, {
    branchNegated: false,
    currentNegated: false,
    reuse,
  }).where;

const EXPRESSIONS = {
  F: f,
  OuterRef: outerRef,
  Exists: exists,
  Subquery: subquery,
  Q: q,
} satisfies Readonly<Record<string, Resolve>>;

function nameOf(value: unknown): string {
  if (typeof value !== "string") throw new QueryError("A name was expected in F() or OuterRef().");
  return value;
}

function treeOf(value: unknown): ShapedTree {
  if (!isTree(value)) throw new QueryError("A QuerySet was expected in Exists() or Subquery().");
  return value as unknown as ShapedTree;
}
