import { drive, wait } from "../util/coroutine.ts";
import type { Coroutine } from "../util/coroutine.ts";
import { andThen } from "../util/maybe-promise.ts";
import type { MaybePromise } from "../util/maybe-promise.ts";
import type { Answer } from "./executors/answer.ts";
import { run, stream } from "./executors/run.ts";
import { ModelInstance, attribute } from "./instance.ts";
import { prefetch } from "./prefetch.ts";
import type { PrefetchReader } from "./prefetch.ts";
import { INSTANCE_MODEL } from "./query/tree.ts";
import type { PrefetchLookup, QueryTree } from "./query/tree.ts";
import { hasInstances } from "./query-rules.ts";
import type { KnownRelated, QueryState } from "./query-state.ts";
import { rowBuilder } from "./rows.ts";
import type { RowBuilder, RowSource } from "./rows.ts";
import { modelMeta, runtime } from "./runtime.ts";

/** The rows of a query, related ones read ahead as it says. */
export function fetchRows(state: QueryState): MaybePromise<unknown[]> {
  if (state.rows !== null) return [...state.rows];
  const lookups = prefetchLookups(state.tree);
  const rows = andThen(run(executable(state.tree), { kind: "rows" }, state), (answer) =>
    buildRows(answer, state),
  );
  return lookups.length === 0 ? rows : drive(withPrefetch(rows, lookups, state));
}

/** The same in pages, each with its related rows. */
export async function* fetchPages(state: QueryState, pageSize: number): AsyncGenerator<unknown[]> {
  if (state.rows !== null) {
    yield [...state.rows];
    return;
  }
  const lookups = prefetchLookups(state.tree);
  for await (const answer of stream(executable(state.tree), pageSize, state)) {
    const rows = buildRows(answer, state);
    if (lookups.length > 0) await drive(withPrefetch(rows, lookups, state));
    yield rows;
  }
}

/** `prefetch_related_objects`: reads related rows of instances that were read before. All are of one model. */
export function prefetchInstances(
  instances: readonly ModelInstance[],
  lookups: readonly PrefetchLookup[],
): MaybePromise<void> {
  const [first] = instances;
  if (first === undefined) return;
  const reader: PrefetchReader = {
    using: ModelInstance.database(first),
    read: (related, hidden) => readRelated(related, hidden, null),
  };
  return drive(prefetch(instances, modelMeta(first[INSTANCE_MODEL]), lookups, reader));
}

function* withPrefetch(
  pending: MaybePromise<unknown[]>,
  lookups: readonly PrefetchLookup[],
  state: QueryState,
): Coroutine<unknown[]> {
  const rows = yield* wait(pending);
  const { tree, executor } = state;
  yield* prefetch(rows as ModelInstance[], modelMeta(tree.model), lookups, {
    using: tree.using,
    read: (related, hidden) => readRelated(related, hidden, executor),
  });
  return rows;
}

/** Rows for prefetch(): with the values of a column that is in no row. */
function* readRelated(
  tree: QueryTree,
  hidden: string | null,
  executor: QueryState["executor"],
): Coroutine<{ rows: ModelInstance[]; keys: unknown[] }> {
  const state: QueryState = { tree, executor, rows: null, known: null };
  const answer = yield* wait(run(executable(tree), { kind: "rows" }, state));
  const rows = buildRows(answer, state, hidden) as ModelInstance[];
  const position = hidden === null ? -1 : answer.source.shape.columns.indexOf(hidden);
  const decode = answer.source.decoders[position] ?? ((raw: unknown) => raw);
  const keys = position === -1 ? [] : answer.rows.map((row) => decode(row[position]));
  const lookups = prefetchLookups(tree);
  if (lookups.length > 0) yield* withPrefetch(rows, lookups, state);
  return { rows, keys };
}

/** The tree without what no executor sees. */
function executable(tree: QueryTree): QueryTree {
  return tree.operations.some(({ op }) => op === "prefetchRelated")
    ? { ...tree, operations: tree.operations.filter(({ op }) => op !== "prefetchRelated") }
    : tree;
}

const NO_LOOKUPS: readonly PrefetchLookup[] = [];

/** The last `prefetchRelated(null)` clears what stands before it. */
function prefetchLookups(tree: QueryTree): readonly PrefetchLookup[] {
  let lookups = NO_LOOKUPS;
  for (const operation of tree.operations)
    if (operation.op === "prefetchRelated")
      lookups = operation.lookups.length === 0 ? NO_LOOKUPS : [...lookups, ...operation.lookups];
  return lookups.length > 0 && hasInstances(tree) ? lookups : NO_LOOKUPS;
}

/** What was answered as rows. `hidden`: a column that is for the ORM. */
export function buildRows(
  { source, rows }: Answer,
  { tree, known }: QueryState,
  hidden: string | null = null,
): unknown[] {
  const build = builderOf(source, tree, hidden);
  const built: unknown[] = Array.from({ length: rows.length });
  for (let index = 0; index < rows.length; index += 1)
    built[index] = build(rows[index] as readonly unknown[], tree.using);
  if (known !== null && source.shape.kind === "instances") linkKnown(built as ModelInstance[], known);
  return built;
}

function linkKnown(
  rows: readonly ModelInstance[],
  { accessor, attname, value, instance }: KnownRelated,
): void {
  for (const row of rows)
    if (Object.hasOwn(row, attname) && attribute(row, attname) === value)
      ModelInstance.setRelated(row, accessor, instance);
}

const builders = new WeakMap<RowSource, RowBuilder>();
const hiddenBuilders = new WeakMap<RowSource, RowBuilder>();

/** One a statement. */
function builderOf(source: RowSource, tree: QueryTree, hidden: string | null): RowBuilder {
  const cache = hidden === null ? builders : hiddenBuilders;
  let builder = cache.get(source);
  if (builder === undefined) {
    builder = rowBuilder(
      hidden === null ? source : { ...source, hidden },
      modelMeta(tree.model),
      runtime().registry,
    );
    cache.set(source, builder);
  }
  return builder;
}
