import { TransactionManagementError } from "../../errors/transaction.ts";
import { andThen } from "../../util/maybe-promise.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { Connection, Dialect } from "../backends/backend.ts";
import { connectionFor } from "../connections.ts";
import { compile } from "../query/compile.ts";
import type { Compilation, CompileContext, CompiledQuery, EmptyQuery } from "../query/compile.ts";
import type { QueryTree, Terminal } from "../query/tree.ts";
import type { RowSource } from "../rows.ts";
import { runtime } from "../runtime.ts";
import type { OrmRuntime } from "../runtime.ts";
import { TransactionBlock } from "../transaction/block.ts";
import type { Answer } from "./answer.ts";

const contexts = new WeakMap<OrmRuntime, Map<string, CompileContext>>();
const sources = new WeakMap<EmptyQuery["statement"], RowSource>();

/** Compiles a tree for its database; or says why it cannot be. */
export function compileFor(
  alias: string,
  tree: QueryTree,
  terminal: Terminal,
): CompiledQuery | EmptyQuery | string {
  const compilation: Compilation = compile(tree, terminal, contextFor(alias));
  return compilation.kind === "uncompilable" ? compilation.cause : compilation;
}

/** Runs what was compiled. */
export function runCompiled(alias: string, compiled: CompiledQuery | EmptyQuery): MaybePromise<Answer> {
  const source = sourceOf(compiled, alias);
  if (compiled.kind === "empty") return { source, rows: [] };
  return andThen(
    usableConnection(alias, compiled).execute(compiled.statement.sql, compiled.params),
    ({ rows }) => ({
      source,
      rows,
    }),
  );
}

/** Runs a write; tells how many rows it changed, and the columns that were asked back. */
export function writeCompiled(
  alias: string,
  compiled: CompiledQuery | EmptyQuery,
): MaybePromise<{ readonly rowCount: number; readonly answer: Answer }> {
  const source = sourceOf(compiled, alias);
  if (compiled.kind === "empty") return { rowCount: 0, answer: { source, rows: [] } };
  return andThen(
    usableConnection(alias, compiled).execute(compiled.statement.sql, compiled.params),
    ({ rows, rowCount }) => ({ rowCount, answer: { source, rows } }),
  );
}

/** Reads what was compiled in pages. */
export async function* streamCompiled(
  alias: string,
  compiled: CompiledQuery | EmptyQuery,
  pageSize: number,
): AsyncGenerator<Answer> {
  if (compiled.kind === "empty") return;
  const source = sourceOf(compiled, alias);
  const pages = usableConnection(alias, compiled).stream(compiled.statement.sql, compiled.params, pageSize);
  for await (const rows of pages) yield { source, rows };
}

/** The SQL and the database's own plan for it. */
export function explainCompiled(alias: string, compiled: CompiledQuery | EmptyQuery): MaybePromise<string> {
  if (compiled.kind === "empty") return "No query: nothing can match.";
  const connection = usableConnection(alias, compiled);
  const { sql } = compiled.statement;
  return andThen(
    connection.execute(`${connection.dialect.explainPrefix} ${sql}`, compiled.params),
    ({ rows }) => [sql, ...rows.map((row) => row.join(" "))].join("\n"),
  );
}

/** @throws TransactionManagementError a lock outside of a transaction would be gone with the statement (`SQLCompiler.as_sql`) */
function usableConnection(alias: string, { statement }: CompiledQuery): Connection {
  const connection = connectionFor(alias);
  if (statement.needsTransaction && !(connection instanceof TransactionBlock))
    throw new TransactionManagementError("select_for_update cannot be used outside of a transaction.");
  return connection;
}

function sourceOf({ statement }: CompiledQuery | EmptyQuery, alias: string): RowSource {
  let source = sources.get(statement);
  if (source === undefined) {
    const { dialect } = contextFor(alias);
    source = {
      shape: statement.shape,
      decoders: statement.columns.map((field) =>
        field === null || typeof field === "function" ? field : dialect.fromDriver(field),
      ),
    };
    sources.set(statement, source);
  }
  return source;
}

/** One a database, because it owns the compiled statements. */
function contextFor(alias: string): CompileContext {
  const current = runtime();
  let byAlias = contexts.get(current);
  if (byAlias === undefined) {
    byAlias = new Map();
    contexts.set(current, byAlias);
  }
  let context = byAlias.get(alias);
  if (context === undefined) {
    const dialect: Dialect = current.database(alias).dialect;
    context = { registry: current.registry, dialect };
    byAlias.set(alias, context);
  }
  return context;
}
