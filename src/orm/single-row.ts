import { NotSupportedError } from "../errors/database.ts";
import { QueryError } from "../errors/query.ts";
import { andThen, type MaybePromise } from "../util/maybe-promise.ts";
import { conditionOf } from "./conditions.ts";
import { run } from "./executors/run.ts";
import { fetchRows } from "./fetch.ts";
import { orderTerm } from "./functions/computed.ts";
import { instanceClass } from "./instance-class.ts";
import { asked } from "./observe.ts";
import { PendingRow } from "./pending-row.ts";
import { plannedTree } from "./planned/plan-query.ts";
import type { RowShape } from "./planned/row-shape.ts";
import { hasDistinctFields, isOrdered, isSliced, refuseSliced } from "./query-rules.ts";
import { withOperation } from "./query-state.ts";
import type { QueryState } from "./query-state.ts";
import { combinationOf } from "./query/combination.ts";
import type { OrderTerm } from "./query/tree.ts";
import { modelMeta } from "./runtime.ts";

// The QuerySet's methods that answer one row (`django.db.models.query.QuerySet`).

/** `MAX_GET_RESULTS`: how far get() counts before it gives up. */
const MAX_GET_RESULTS = 21;

/**
 * `get()`.
 * @throws Model.DoesNotExist, Model.MultipleObjectsReturned
 */
export function getRow(state: QueryState, conditions: readonly unknown[]): PendingRow<unknown> {
  return new PendingRow((shape) =>
    andThen(read(getQuery(state, conditions), shape), (rows) => theOnly(rows, state.tree.model)),
  );
}

function getQuery(state: QueryState, conditions: readonly unknown[]): QueryState {
  const { tree } = state;
  const combination = combinationOf(tree);
  if (combination !== null && conditions.length > 0)
    throw new NotSupportedError(
      `Calling QuerySet.get(...) with filters after ${combination.combinator}() is not supported.`,
    );
  if (conditions.length > 0) refuseSliced(tree, "Cannot filter a query once a slice has been taken.");
  let query =
    conditions.length === 0 ? state : withOperation(state, { op: "filter", where: conditionOf(conditions) });
  if (!isSliced(tree)) {
    // The order of one row is nobody's concern, and costs.
    if (!hasDistinctFields(tree)) query = ordered(query, []);
    query = withOperation(query, { op: "slice", start: 0, stop: MAX_GET_RESULTS });
  }
  return query;
}

function theOnly(rows: readonly unknown[], model: string): unknown {
  if (rows.length === 1) return rows[0];
  if (rows.length === 0) throw doesNotExist(model);
  const { name } = modelMeta(model).description;
  const { MultipleObjectsReturned } = instanceClass(model);
  const count = rows.length < MAX_GET_RESULTS ? String(rows.length) : `more than ${MAX_GET_RESULTS - 1}`;
  throw new MultipleObjectsReturned(`get() returned more than one ${name} -- it returned ${count}!`);
}

/** `first()` and `last()`: by primary key if nothing else orders; null: there is none. */
export function endRow(state: QueryState, end: "first" | "last"): PendingRow<unknown> {
  return new PendingRow((shape) => firstOf(endQuery(state, end), shape));
}

function endQuery(state: QueryState, end: "first" | "last"): QueryState {
  const { tree } = state;
  if (isOrdered(tree, modelMeta(tree.model))) return end === "first" ? state : reversed(state);
  refuseSliced(tree, "Cannot reorder a query once a slice has been taken.");
  return ordered(state, [end === "first" ? "pk" : "-pk"]);
}

/** `exists()`. */
export async function existsRow(state: QueryState): Promise<boolean> {
  if (state.rows !== null) return state.rows.length > 0;
  const { rows } = await asked(() => run(state.tree, { kind: "exists" }, state));
  // Natively a row or none; from the worker one that says so.
  return rows.length > 0 && rows[0]?.[0] !== false;
}

/** `earliest()` and `latest()`, without terms by `Meta.get_latest_by`. @throws Model.DoesNotExist */
export function latestRow(
  state: QueryState,
  terms: readonly unknown[],
  end: "earliest" | "latest",
): PendingRow<unknown> {
  return new PendingRow((shape) =>
    andThen(firstOf(latestQuery(state, terms, end), shape), (row) => {
      if (row === null) throw doesNotExist(state.tree.model);
      return row;
    }),
  );
}

function latestQuery(state: QueryState, terms: readonly unknown[], end: "earliest" | "latest"): QueryState {
  const { tree } = state;
  refuseSliced(tree, "Cannot change a query once a slice has been taken.");
  const { getLatestBy } = modelMeta(tree.model).description;
  if (terms.length === 0 && getLatestBy.length === 0)
    throw new QueryError(
      "earliest() and latest() require either fields as positional arguments or 'get_latest_by' in the model's Meta.",
    );
  const base = end === "latest" ? reversed(state) : state;
  return ordered(base, terms.length === 0 ? getLatestBy : terms.map(orderTerm));
}

function firstOf(state: QueryState, shape: RowShape | null): MaybePromise<unknown> {
  return andThen(
    read(withOperation(state, { op: "slice", start: 0, stop: 1 }), shape),
    (rows) => rows[0] ?? null,
  );
}

function ordered(state: QueryState, terms: readonly OrderTerm[]): QueryState {
  return withOperation(state, { op: "orderBy", terms });
}

function reversed(state: QueryState): QueryState {
  refuseSliced(state.tree, "Cannot reverse a query once a slice has been taken.");
  return withOperation(state, { op: "reverse" });
}

function read(state: QueryState, shape: RowShape | null): MaybePromise<unknown[]> {
  if (shape === null || state.rows !== null) return fetchRows(state);
  return fetchRows({ ...state, tree: plannedTree(state.tree, shape) });
}

function doesNotExist(model: string): Error {
  const { DoesNotExist } = instanceClass(model);
  return new DoesNotExist(`${modelMeta(model).description.name} matching query does not exist.`);
}
