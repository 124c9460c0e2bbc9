import { QueryError } from "../errors/query.ts";
import { isEvaluable } from "./evaluable.ts";
import { isEmpty } from "./query-rules.ts";
import { isTree } from "./query/tree.ts";
import type { Combination, Operation, QueryTree } from "./query/tree.ts";

// `QuerySet.union()`, `intersection()`, `difference()` of django.db.models.query.

/**
 * The tree of a combined query; or the one of its queries that it comes to.
 *
 * @param given QuerySets, and for a union its options behind them
 */
export function combinedTree(
  tree: QueryTree,
  combinator: Combination["combinator"],
  given: readonly unknown[],
): QueryTree {
  const { others, all } = argumentsOf(combinator, given);
  switch (combinator) {
    case "union":
      return united(tree, others, all);
    case "intersection":
      return [tree, ...others].find(isEmpty) ?? combine(tree, others, { combinator, all });
    case "difference":
      return isEmpty(tree) ? tree : combine(tree, others, { combinator, all });
  }
}

/** Queries that are known to be empty are left out, if the first one is: the next one's columns are the union's then. */
function united(tree: QueryTree, others: readonly QueryTree[], all: boolean): QueryTree {
  if (!isEmpty(tree)) return others.length === 0 ? tree : combine(tree, others, { combinator: "union", all });
  const [first, ...rest] = others.filter((other) => !isEmpty(other));
  if (first === undefined) return tree;
  return rest.length === 0 ? first : combine(first, rest, { combinator: "union", all });
}

/** Related rows are read of the rows of the whole. */
function combine(tree: QueryTree, others: readonly QueryTree[], combination: Combination): QueryTree {
  const queries = [tree, ...others].map((one) => ({
    ...one,
    operations: one.operations.filter(({ op }) => op !== "prefetchRelated"),
  }));
  const operations: readonly Operation[] = [
    { op: "combine", ...combination, queries },
    ...tree.operations.filter(({ op }) => op === "prefetchRelated"),
  ];
  return { ...tree, operations };
}

function argumentsOf(
  combinator: Combination["combinator"],
  given: readonly unknown[],
): { readonly others: readonly QueryTree[]; readonly all: boolean } {
  const last = given.at(-1);
  const options = combinator === "union" && isOptions(last) ? last : null;
  const others = options === null ? given : given.slice(0, -1);
  return { others: others.map((other) => treeOf(other, combinator)), all: options?.all ?? false };
}

function isOptions(value: unknown): value is { readonly all: boolean } {
  return typeof value === "object" && value !== null && "all" in value && typeof value.all === "boolean";
}

function treeOf(value: unknown, method: string): QueryTree {
  if (isEvaluable(value) && "tree" in value && isTree(value.tree)) return value.tree;
  throw new QueryError(`${method}() takes QuerySets. Of a manager, take all().`);
}
