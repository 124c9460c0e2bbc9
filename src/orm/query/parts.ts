import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import type { Sql } from "../expressions/sql.ts";
import type { Join } from "./joins.ts";
import type { ShapedTree } from "./shaped.ts";
import type { Condition, Expression } from "./tree.ts";
import type { Where } from "./where.ts";

/**
 * The steps of the compiler that need each other: a filter holds expressions, those hold trees, and trees hold filters.
 * `compile.ts` puts them together; every builder carries them. `Builder` is `QueryBuilder`, which imports this file.
 */
export interface CompilerParts<Builder> {
  /** A tree's operations, applied. */
  buildTree(tree: ShapedTree): Builder;
  addCondition(builder: Builder, condition: Condition): void;
  buildCondition(builder: Builder, condition: Condition, place: Place): Built;
  resolveExpression(builder: Builder, expression: Expression, reuse: Set<Join> | null): SqlExpression;
  /** What a query selects, and its whole SQL. */
  selectColumns(builder: Builder): readonly SelectedColumn[];
  writeSelect(builder: Builder, context: SqlContext): Sql;
  /** What the statement turned out to need, told while its SQL is written. */
  readonly needs: { transaction: boolean };
}

export interface SelectedColumn {
  /** As `ResultShape.columns` has it. */
  readonly name: string;
  readonly expression: SqlExpression;
}

/** A part of a WHERE, and the joins without whose row it cannot be true. */
export interface Built {
  readonly where: Where;
  readonly needed: Iterable<Join>;
}

/** Where in a tree of conditions we are (`build_filter`'s arguments). */
export interface Place {
  /** Below a NOT at all: relations to many rows become subqueries. */
  readonly branchNegated: boolean;
  /** Below an odd number of NOTs: NULL is to be thought of. */
  readonly currentNegated: boolean;
  /** Joins to many rows that this condition may share; what it joins is added. Null: all. */
  readonly reuse: Set<Join> | null;
  /** A condition inside an expression: no subqueries for relations to many rows (`split_subq=False`). */
  readonly keepsJoins?: boolean;
}
