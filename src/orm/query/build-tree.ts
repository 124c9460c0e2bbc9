import { QueryError } from "../../errors/query.ts";
import { annotate } from "./annotate.ts";
import { QueryBuilder } from "./builder.ts";
import type { RelatedTree } from "./builder.ts";
import { refuseOperation } from "./combination.ts";
import { combine } from "./combine.ts";
import { addCondition, addExclusion } from "./filters.ts";
import { managerOperations } from "./manager.ts";
import type { CompilerParts } from "./parts.ts";
import type { Relations } from "./relations.ts";
import { selectNames } from "./select.ts";
import type { ShapedOperation, ShapedTree } from "./shaped.ts";
import type { Combination } from "./tree.ts";

/** Applies a tree's operations, and those of its manager before them. */
export function buildTree(
  tree: ShapedTree,
  relations: Relations,
  parts: CompilerParts<QueryBuilder>,
): QueryBuilder {
  const meta = relations.model(tree.model);
  if (meta.description.swapped !== null)
    throw new QueryError(`${meta.label} has been swapped for '${meta.description.swapped}'`);
  const [first, ...operations] = tree.operations;
  if (first?.op === "combine") {
    const combined = combine(first, parts);
    for (const operation of operations) {
      refuseAfter(first, operation);
      apply(combined, operation);
    }
    return combined;
  }
  const builder = new QueryBuilder(meta, relations, parts);
  for (const operation of managerOperations(meta, tree.manager)) apply(builder, operation);
  for (const operation of tree.operations) apply(builder, operation);
  return builder;
}

/** What was not refused when it was called was added by the ORM itself: prefetching filters the query that it was given. */
function refuseAfter(combination: Combination, { op }: ShapedOperation): void {
  if (op !== "prefetchRelated" && op !== "limits") refuseOperation(combination, op);
}

type Apply<Op extends ShapedOperation["op"]> = (
  builder: QueryBuilder,
  operation: Extract<ShapedOperation, { op: Op }>,
) => void;

/** What each operation does to a query: the methods of `django.db.models.QuerySet`. */
const OPERATIONS: { readonly [Op in ShapedOperation["op"]]: Apply<Op> } = {
  combine() {
    // The first operation of a tree, by `buildTree`.
  },
  filter(builder, { where, sticky }) {
    refuseSliced(builder, "Cannot filter a query once a slice has been taken.");
    addCondition(builder, where);
    if (sticky !== true) builder.filterJoins = new Set();
  },
  exclude(builder, { where }) {
    refuseSliced(builder, "Cannot filter a query once a slice has been taken.");
    addExclusion(builder, where);
    builder.filterJoins = new Set();
  },
  orderBy(builder, { terms }) {
    refuseSliced(builder, "Cannot reorder a query once a slice has been taken.");
    for (const term of terms) if (typeof term === "string") checkOrderName(builder, term);
    builder.ordering = terms;
    builder.defaultOrdering = terms.length > 0 && builder.defaultOrdering;
  },
  reverse(builder) {
    refuseSliced(builder, "Cannot reverse a query once a slice has been taken.");
    builder.standardOrdering = !builder.standardOrdering;
  },
  distinct(builder, { fields }) {
    refuseSliced(builder, "Cannot create distinct fields once a slice has been taken.");
    builder.distinct = true;
    builder.distinctFields = fields;
  },
  limits(builder, { offset, limit, empty, one }) {
    builder.offset = offset;
    builder.limit = limit;
    builder.limitedToOne = one;
    if (empty) builder.setEmpty();
  },
  selectRelated(builder, { paths }) {
    if (builder.selection.kind !== "instances")
      throw new QueryError("Cannot call select_related() after .values() or .values_list()");
    if (paths === null) builder.selectRelated = true;
    else if (paths.length === 0) builder.selectRelated = false;
    else builder.selectRelated = addPaths(builder.selectRelated, paths);
  },
  prefetchRelated() {
    // Queries of their own, by the QuerySet.
  },
  only(builder, { fields }) {
    refuseValues(builder, "only");
    const names = new Set(
      fields.map((name) => (name === "pk" ? builder.relations.pk(builder.meta).name : name)),
    );
    const { names: before, defer } = builder.deferred;
    // Names deferred before stay deferred; names loaded before are replaced.
    builder.deferred = { names: defer ? without(names, before) : names, defer: false };
  },
  defer(builder, { fields }) {
    refuseValues(builder, "defer");
    builder.deferred = addDeferred(builder.deferred, new Set(fields));
  },
  values(builder, { fields }) {
    selectNames(builder, "values", fields);
  },
  valuesList(builder, { fields, flat }) {
    selectNames(builder, flat ? "flat" : "list", fields);
  },
  annotate(builder, { expressions }) {
    annotate(builder, expressions, true);
  },
  alias(builder, { expressions }) {
    annotate(builder, expressions, false);
  },
  selectForUpdate(builder, lock) {
    builder.lock = lock;
  },
  none(builder) {
    builder.setEmpty();
  },
};

function apply(builder: QueryBuilder, operation: ShapedOperation): void {
  (OPERATIONS[operation.op] as Apply<ShapedOperation["op"]>)(builder, operation as never);
}

function refuseSliced(builder: QueryBuilder, message: string): void {
  if (builder.isSliced) throw new QueryError(message);
}

function refuseValues(builder: QueryBuilder, method: string): void {
  if (builder.selection.kind !== "instances")
    throw new QueryError(`Cannot call ${method}() after .values() or .values_list()`);
}

/** `add_ordering` finds an unknown name at once. */
function checkOrderName(builder: QueryBuilder, term: string): void {
  const name = term.startsWith("-") ? term.slice(1) : term;
  if (name === "?" || builder.annotations.has(name) || builder.annotations.has(name.split("__")[0] as string))
    return;
  builder.names(name.split("__"));
}

function addPaths(before: boolean | RelatedTree, paths: readonly string[]): RelatedTree {
  const tree = typeof before === "boolean" ? {} : structuredClone(before);
  for (const path of paths) {
    let branch = tree as Record<string, RelatedTree>;
    for (const name of path.split("__")) branch = (branch[name] ??= {}) as Record<string, RelatedTree>;
  }
  return tree;
}

/** `add_deferred_loading`. */
function addDeferred(
  { names, defer }: QueryBuilder["deferred"],
  more: ReadonlySet<string>,
): QueryBuilder["deferred"] {
  if (defer) return { names: new Set([...names, ...more]), defer };
  const left = without(names, more);
  // All of the only names taken back: everything is loaded but what else was named.
  return left.size > 0 ? { names: left, defer } : { names: without(more, names), defer: true };
}

function without(names: ReadonlySet<string>, taken: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => !taken.has(name)));
}
