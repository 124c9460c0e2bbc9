import type { FieldDescription } from "../../manifest/schema.ts";
import type { Dialect } from "../backends/backend.ts";
import { EmptyResultSet, NotCompilable, ValueOverflow } from "../expressions/result-set.ts";
import { outputField } from "../expressions/output-field.ts";
import { render } from "../expressions/sql.ts";
import type { Param, Sql } from "../expressions/sql.ts";
import type { ModelRegistry } from "../meta.ts";
import { summarise } from "./aggregate.ts";
import { buildTree } from "./build-tree.ts";
import type { QueryBuilder } from "./builder.ts";
import { addCondition, buildCondition } from "./filters.ts";
import type { CompilerParts, SelectedColumn } from "./parts.ts";
import { Relations } from "./relations.ts";
import { resolveExpression } from "./resolve.ts";
import { selectColumns } from "./select.ts";
import { takeValues } from "./shape-values.ts";
import type { Overflows } from "./shape-values.ts";
import { shapeOf } from "./shape.ts";
import { StatementCache } from "./statement-cache.ts";
import { onlyExistence } from "./subquery.ts";
import { expression } from "./tree.ts";
import type { QueryTree, ResultShape, Terminal } from "./tree.ts";
import { writeDelete } from "./write-delete.ts";
import { writeSelect } from "./write-select.ts";
import { UpdateWriter } from "./write-update.ts";

/** What the compiler knows of the project and the database. One per database alias; statements are cached for it. */
export interface CompileContext {
  readonly registry: ModelRegistry;
  readonly dialect: Dialect;
}

/**
 * SQL of one query shape, compiled once: the same object for every tree of the shape, so that row constructors and
 * prepared statements can be cached by identity.
 */
export interface Statement {
  readonly sql: string;
  readonly shape: ResultShape;
  /**
   * One for each column: the field whose conversion decodes it (for a foreign key, the field at the other end; for
   * an expression, one that stands for its output), or an expression's own way to read it. Null: as the driver gives it.
   */
  readonly columns: readonly (FieldDescription | null | Decode)[];
  /** Values that a row has behind those columns: what SELECT DISTINCT needs for its order. */
  readonly hiddenColumns: number;
  /** It locks rows: outside of a transaction it is refused. */
  readonly needsTransaction: boolean;
}

type Decode = (raw: unknown) => unknown;

/** `params` are driver-ready. */
export interface CompiledQuery {
  readonly kind: "query";
  readonly statement: Statement;
  readonly params: readonly unknown[];
}

/** Django's EmptyResultSet: the answer is known without a query (no rows, a count of 0, false). */
export interface EmptyQuery {
  readonly kind: "empty";
  readonly statement: Omit<Statement, "sql" | "needsTransaction">;
}

/** Not ours to run: the worker executor does, or the error names the cause. */
export interface Uncompilable {
  readonly kind: "uncompilable";
  readonly cause: string;
}

export type Compilation = CompiledQuery | EmptyQuery | Uncompilable;

/** A compiled shape: what is kept, and asked for each query. */
type Plan = EmptyQuery | Uncompilable | { readonly statement: Statement; readonly params: readonly Param[] };

/** Shapes that are kept for each database; twice as many at most. */
const CACHED_SHAPES = 1000;

const caches = new WeakMap<CompileContext, StatementCache<Plan>>();

/**
 * Compiles a query, or binds its values to the statement of its shape. Terminal rows: rows as `statement.shape` says.
 * count: one row of one column. exists: a row, or none. update: the rows' `returning`. explain: the statement that is to be explained.
 *
 * @throws FieldError, QueryError, InvalidFieldValue where Django does, in its words.
 */
export function compile(tree: QueryTree, terminal: Terminal, context: CompileContext): Compilation {
  let cache = caches.get(context);
  if (cache === undefined) {
    cache = new StatementCache(CACHED_SHAPES);
    caches.set(context, cache);
  }
  const { key, values } = shapeOf(tree, terminal);
  let plan = cache.get(key);
  if (plan === undefined) {
    plan = compileShape(tree, terminal, context, NO_OVERFLOWS);
    cache.set(key, plan);
  }
  return bind(plan, values, (overflows) => compileShape(tree, terminal, context, overflows));
}

function bind(
  plan: Plan,
  values: readonly unknown[],
  recompile: (overflows: Overflows) => Plan,
  overflows: Overflows = NO_OVERFLOWS,
): Compilation {
  if ("kind" in plan) return plan;
  const { statement, params } = plan;
  try {
    const bound: unknown[] = [];
    for (const { slot, prepare } of params) bound.push(prepare(values[slot]));
    return { kind: "query", statement, params: bound };
  } catch (error) {
    if (error instanceof NotCompilable) return { kind: "uncompilable", cause: error.message };
    if (!(error instanceof ValueOverflow)) throw error;
    // Rare, and another statement: nothing equals such a number, or everything is below it.
    const more = new Map([...overflows, [error.slot, error.direction]]);
    return bind(recompile(more), values, recompile, more);
  }
}

const NO_OVERFLOWS: Overflows = new Map();

function compileShape(
  tree: QueryTree,
  terminal: Terminal,
  context: CompileContext,
  overflows: Overflows,
): Plan {
  try {
    const shaped = takeValues(tree, terminal, overflows);
    const parts = partsFor(new Relations(context.registry));
    return write(parts.buildTree(shaped.tree), shaped.terminal, context);
  } catch (error) {
    if (error instanceof NotCompilable) return { kind: "uncompilable", cause: error.message };
    throw error;
  }
}

function partsFor(relations: Relations): CompilerParts<QueryBuilder> {
  const parts: CompilerParts<QueryBuilder> = {
    buildTree: (tree) => buildTree(tree, relations, parts),
    addCondition,
    buildCondition,
    resolveExpression,
    selectColumns,
    writeSelect,
    needs: { transaction: false },
  };
  return parts;
}

function write(builder: QueryBuilder, terminal: Terminal, context: CompileContext): Plan {
  switch (terminal.kind) {
    case "rows":
    case "explain": {
      const shape = { kind: shapeKind(builder), columns: [] as string[] };
      const columns = selectColumns(builder);
      shape.columns = columns.map(({ name }) => name);
      return plan(() => writeSelect(builder, context), shape, columns.map(decodedBy), builder, context);
    }
    case "count": {
      const { write: writeSql } = summarise(builder, { __count: expression("Count", ["*"]) });
      return plan(() => writeSql(context), COUNT, [outputField("BigIntegerField")], builder, context);
    }
    case "aggregate": {
      builder.runsWhenEmpty = true;
      const { columns, write: writeSql } = summarise(builder, terminal.expressions);
      const shape = { kind: "values" as const, columns: columns.map(({ name }) => name) };
      return plan(() => writeSql(context), shape, columns.map(decodedBy), builder, context);
    }
    case "exists":
      onlyExistence(builder);
      return plan(() => writeSelect(builder, context), EXISTS, [null], builder, context);
    case "update": {
      const update = new UpdateWriter(builder, terminal);
      const shape = { kind: "list" as const, columns: update.returned.map(({ name }) => name) };
      return plan(() => update.toSql(context), shape, update.returned.map(decodedBy), builder, context);
    }
    case "rawDelete":
      return plan(() => writeDelete(builder, context), NOTHING, [], builder, context);
    default:
      throw new NotCompilable(`The query's end (${terminal.kind}) is Python's.`);
  }
}

const COUNT: ResultShape = { kind: "flat", columns: ["__count"] };
const NOTHING: ResultShape = { kind: "list", columns: [] };
const EXISTS: ResultShape = { kind: "flat", columns: ["a"] };

function plan(
  writeSql: () => Sql,
  shape: ResultShape,
  columns: readonly (FieldDescription | null | Decode)[],
  builder: QueryBuilder,
  { dialect }: CompileContext,
): Plan {
  try {
    const written = writeSql();
    const { hiddenColumns, parts } = builder;
    const needsTransaction = parts.needs.transaction;
    return {
      statement: { sql: render(written, dialect), shape, columns, hiddenColumns, needsTransaction },
      params: written.params,
    };
  } catch (error) {
    if (error instanceof EmptyResultSet)
      return { kind: "empty", statement: { shape, columns, hiddenColumns: 0 } };
    throw error;
  }
}

function shapeKind({ selection }: QueryBuilder): ResultShape["kind"] {
  return selection.kind === "one" ? "flat" : selection.kind;
}

function decodedBy({ expression }: SelectedColumn): FieldDescription | null | Decode {
  return expression.decode === undefined ? expression.output : (raw) => expression.decode?.(raw);
}
