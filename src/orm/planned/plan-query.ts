import type { ModelMeta } from "../meta.ts";
import { hasInstances } from "../query-rules.ts";
import { locksRows } from "../query/lock.ts";
import { queryTree } from "../query/tree.ts";
import type { Operation, PrefetchLookup, QueryTree } from "../query/tree.ts";
import { relatedAccess } from "../related.ts";
import type { RelatedAccess } from "../related.ts";
import { modelMeta, runtime } from "../runtime.ts";
import { leadsBack } from "./leads-back.ts";
import type { RowShape } from "./row-shape.ts";

type NestedAccess = Exclude<RelatedAccess, { kind: "genericForward" }>;

/**
 * The query with what rows of the shape need: joins for single relations, one more query for each relation to many,
 * and no column that nobody reads. What the query says itself stays as it is.
 */
export function plannedTree(tree: QueryTree, shape: RowShape): QueryTree {
  // A join would lock rows that were not asked for; what may be missing at its end cannot be locked at all.
  if (!hasInstances(tree) || locksRows(tree)) return tree;
  const operations = isPlain(tree) ? plainOperations(tree.model, shape) : new Plan(tree).operations(shape);
  return operations.length === 0 ? tree : { ...tree, operations: [...tree.operations, ...operations] };
}

/**
 * The rows at the other end of a relation, planned; null: as prefetching reads them by itself. They have all columns: the
 * row that they are read for may be reached from elsewhere, where others of them are needed.
 */
export function plannedRelation(access: RelatedAccess, shape: RowShape | null | undefined): QueryTree | null {
  if (shape === null || shape === undefined || access.kind === "genericForward") return null;
  return relationTree(access, shape, { above: [], whole: true });
}

/** Nothing in it has to be looked at for a plan: most queries. */
function isPlain(tree: QueryTree): boolean {
  return tree.operations.every(({ op }) => PLAIN.has(op));
}

const PLAIN: ReadonlySet<Operation["op"]> = new Set([
  "filter",
  "exclude",
  "orderBy",
  "reverse",
  "slice",
  "none",
]);

const plans = new WeakMap<RowShape, Map<ModelMeta, readonly Operation[]>>();

/** Kept for each shape and model. By the model's description: another project has others. */
function plainOperations(model: string, shape: RowShape): readonly Operation[] {
  const meta = modelMeta(model);
  let byModel = plans.get(shape);
  if (byModel === undefined) plans.set(shape, (byModel = new Map()));
  let operations = byModel.get(meta);
  if (operations === undefined)
    byModel.set(meta, (operations = new Plan(queryTree(model, null)).operations(shape)));
  return operations;
}

/** Related rows of one relation, with the columns that tie them to their owners. */
function relationTree(access: NestedAccess, shape: RowShape, surroundings: Surroundings): QueryTree {
  const meta = modelMeta(access.model);
  const single = access.kind === "forward" || access.kind === "reverseOne";
  const base = queryTree(access.model, single ? null : meta.description.defaultManager);
  const operations = new Plan(base, surroundings).operations(shape, tyingColumns(access));
  return { ...base, operations };
}

function tyingColumns(access: NestedAccess): readonly string[] {
  switch (access.kind) {
    case "forward":
      return [access.target];
    case "reverseOne":
    case "reverseMany":
      return [access.field];
    case "generic":
      return [access.contentTypeField, access.objectIdField];
    case "manyToMany":
      return [];
  }
}

/** What a plan is inside of. */
interface Surroundings {
  /** A shape that holds itself is planned once, and loaded level by level. */
  readonly above: readonly RowShape[];
  /** Nothing is left out: see `leadsBack`. */
  readonly whole: boolean;
}

/** One model in the plan: the query's own, or one that is joined to it. */
interface Part {
  readonly meta: ModelMeta;
  readonly shape: RowShape;
  /** Path from the query's model, by names of lookups (joins, columns) and by attributes (prefetching). */
  readonly lookupPrefix: string;
  readonly attributePrefix: string;
  readonly above: readonly RowShape[];
}

class Plan {
  private readonly joins = new Set<string>();
  private readonly columns = new Set<string>();
  private readonly prefetches: PrefetchLookup[] = [];
  /** Joining or leaving out columns cannot change what the query means. */
  private readonly canJoin: boolean;
  private readonly ownJoins: readonly string[];
  private readonly ownPrefetches: readonly string[];
  private readonly tree: QueryTree;
  private readonly above: readonly RowShape[];
  private whole: boolean;

  constructor(tree: QueryTree, { above, whole }: Surroundings = { above: [], whole: false }) {
    this.tree = tree;
    this.above = above;
    this.whole = whole;
    // More columns would be more groups, or rows that were one would be two.
    this.canJoin = !tree.operations.some(
      ({ op }) => op === "combine" || op === "distinct" || op === "annotate" || op === "alias",
    );
    this.ownJoins = tree.operations.flatMap((operation) =>
      operation.op === "selectRelated" ? (operation.paths ?? ["*"]) : [],
    );
    this.ownPrefetches = tree.operations.flatMap((operation) =>
      operation.op === "prefetchRelated" ? operation.lookups.map(({ path }) => path) : [],
    );
  }

  operations(shape: RowShape, tying: readonly string[] = []): readonly Operation[] {
    const meta = modelMeta(this.tree.model);
    this.whole ||= leadsBack(meta, shape);
    const part = { meta, shape, lookupPrefix: "", attributePrefix: "" };
    const exact = this.visit({ ...part, above: [...this.above, shape] });
    const operations: Operation[] = [];
    if (this.joins.size > 0) operations.push({ op: "selectRelated", paths: [...this.joins] });
    if (exact && this.canLeaveOut())
      operations.push({ op: "only", fields: [...new Set([...tying, ...this.columns, ...this.ownJoins])] });
    if (this.prefetches.length > 0) operations.push({ op: "prefetchRelated", lookups: this.prefetches });
    return operations;
  }

  /** Plans what is read of a part; false: it may be more than what the shape names. */
  private visit(part: Part): boolean {
    const { meta, shape } = part;
    const columns: string[] = [part.meta.pk.name];
    // Only the first part of a composite key is known here.
    let exact = shape.exact && meta.description.pk.length === 1;
    for (const name of shape.names) {
      const access = shape.nested.has(name) ? relatedAccess(meta, name, runtime().registry) : undefined;
      const field = meta.field(name);
      if (access !== undefined) columns.push(...this.relation(part, access));
      else if (field !== undefined && field.column !== null) columns.push(field.name);
      // Something of the row's class: what it reads is not known.
      else exact = false;
    }
    const isRoot = part.lookupPrefix === "";
    if (!exact && !isRoot) columns.push(...meta.concreteFields.map(({ name }) => name));
    for (const name of columns) this.columns.add(part.lookupPrefix + name);
    return exact || !isRoot;
  }

  /** Plans a relation; what it needs of the row's own columns. */
  private relation(part: Part, access: RelatedAccess): readonly string[] {
    const nested = part.shape.nested.get(access.accessor) ?? null;
    const path = part.attributePrefix + access.accessor;
    const join = this.joinName(part, access);
    if (join !== null && (nested === null || !part.above.includes(nested))) {
      const lookupPath = part.lookupPrefix + join;
      this.joins.add(lookupPath);
      if (nested !== null && access.kind !== "genericForward")
        this.visit({
          meta: modelMeta(access.model),
          shape: nested,
          lookupPrefix: `${lookupPath}__`,
          attributePrefix: `${path}__`,
          above: [...part.above, nested],
        });
      return [join];
    }
    if (!this.ownPrefetches.some((own) => overlap(own, path)))
      this.prefetches.push({ path, queryset: this.below(access, nested, part.above), toAttr: null });
    return ownColumns(access);
  }

  private below(
    access: RelatedAccess,
    nested: RowShape | null,
    above: readonly RowShape[],
  ): QueryTree | null {
    if (nested === null || access.kind === "genericForward" || above.includes(nested)) return null;
    return relationTree(access, nested, { above: [...above, nested], whole: this.whole });
  }

  /** What `selectRelated()` calls the relation; null: it does not follow it. */
  private joinName({ meta }: Part, access: RelatedAccess): string | null {
    if (!this.canJoin) return null;
    if (access.kind === "forward")
      return meta.field(access.accessor)?.relation?.parentLink === true ? null : access.accessor;
    return access.kind === "reverseOne" ? (meta.reverseAccessor(access.accessor)?.queryName ?? null) : null;
  }

  private canLeaveOut(): boolean {
    const chosen = this.tree.operations.some(({ op }) => op === "only" || op === "defer");
    return (
      !this.whole &&
      this.canJoin &&
      !chosen &&
      this.ownPrefetches.length === 0 &&
      !this.ownJoins.includes("*")
    );
  }
}

/** The row's own columns that lead to related rows; its primary key is there anyway. */
function ownColumns(access: RelatedAccess): readonly string[] {
  switch (access.kind) {
    case "forward":
      return [access.accessor];
    case "genericForward":
      return [access.contentTypeField, access.objectIdField];
    case "reverseOne":
    case "reverseMany":
    case "manyToMany":
    case "generic":
      return [access.target];
  }
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}__`) || other.startsWith(`${one}__`);
}
