import { QueryError } from "../errors/query.ts";
import { conditionOf } from "./conditions.ts";
import { valueSettings } from "./fields/project.ts";
import { refuseSliced } from "./query-rules.ts";
import { withOperation } from "./query-state.ts";
import type { QueryState } from "./query-state.ts";
import { expression } from "./query/tree.ts";
import type { Operation } from "./query/tree.ts";

// `QuerySet.dates()` and `datetimes()` of django.db.models.query: what each of them is made of there.

export type DateOrder = "ASC" | "DESC";

const DATE_KINDS: ReadonlySet<string> = new Set(["year", "month", "week", "day"]);
const DATETIME_KINDS: ReadonlySet<string> = new Set([...DATE_KINDS, "hour", "minute", "second"]);

/** The days at which the column's years, months ... begin, each once. */
export function datesOf(state: QueryState, path: string, kind: string, order: DateOrder): QueryState {
  if (!DATE_KINDS.has(kind)) throw new QueryError("'kind' must be one of 'year', 'month', 'week', or 'day'.");
  return truncated(state, "datefield", path, { kind, output_field: "DateField" }, order);
}

/** The times at which they begin, on the clock of a time zone. */
export function dateTimesOf(
  state: QueryState,
  path: string,
  kind: string,
  order: DateOrder,
  tzinfo: string | undefined,
): QueryState {
  if (!DATETIME_KINDS.has(kind))
    throw new QueryError(
      "'kind' must be one of 'year', 'month', 'week', 'day', 'hour', 'minute', or 'second'.",
    );
  const zone = tzinfo !== undefined && valueSettings().useTz ? { tzinfo } : {};
  return truncated(state, "datetimefield", path, { kind, output_field: "DateTimeField", ...zone }, order);
}

function truncated(
  state: QueryState,
  name: string,
  path: string,
  options: Readonly<Record<string, string>>,
  order: DateOrder,
): QueryState {
  if (order !== "ASC" && order !== "DESC") throw new QueryError("'order' must be either 'ASC' or 'DESC'.");
  refuseSliced(state.tree, "Cannot create distinct fields once a slice has been taken.");
  const operations: readonly Operation[] = [
    {
      op: "annotate",
      expressions: { [name]: expression("Trunc", [path], options), plain_field: expression("F", [path]) },
    },
    { op: "valuesList", fields: [name], flat: true },
    { op: "distinct", fields: [] },
    { op: "filter", where: conditionOf([{ plain_field__isnull: false }]) },
    { op: "orderBy", terms: [order === "DESC" ? `-${name}` : name] },
  ];
  return operations.reduce(withOperation, state);
}
