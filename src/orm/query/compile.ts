import type { FieldDescription } from "../../manifest/schema.ts";
import type { Dialect } from "../backends/backend.ts";
import type { ModelRegistry } from "../meta.ts";
import type { QueryTree, ResultShape, Terminal } from "./tree.ts";

/** What the compiler knows of the project and the database. One per database alias; it owns the statement cache. */
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
   * an expression, one that stands for its output). Null: as the driver gives it.
   */
  readonly columns: readonly (FieldDescription | null)[];
}

/** `params` are driver-ready. */
export interface CompiledQuery {
  readonly kind: "query";
  readonly statement: Statement;
  readonly params: readonly unknown[];
}

/** Django's EmptyResultSet: the answer is known without a query (no rows, a count of 0, false). */
export interface EmptyQuery {
  readonly kind: "empty";
  readonly statement: Omit<Statement, "sql">;
}

/** Not ours to run: the worker executor does, or the error names the cause. */
export interface Uncompilable {
  readonly kind: "uncompilable";
  readonly cause: string;
}

export type Compilation = CompiledQuery | EmptyQuery | Uncompilable;

/**
 * Compiles a query. Terminal rows: rows as `statement.shape` says. count, exists: one row of one column
 * (exists: a row or none). aggregate: one row by `statement.shape.columns`.
 *
 * @throws FieldError where Django does, in its words.
 */
export type Compile = (tree: QueryTree, terminal: Terminal, context: CompileContext) => Compilation;
