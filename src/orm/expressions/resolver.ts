import type { SqlExpression } from "./expression.ts";

/** What gives the names and values in an expression of a tree their meaning: the query that it stands in. */
export interface Resolver {
  /** A path of names: "author__name", an annotation, a transform behind one. */
  reference(name: string): SqlExpression;
  /** An argument: an expression, a name (text is one, as in Django's functions), or a plain value. */
  argument(value: unknown): SqlExpression;
  /** A condition (`Q`) or a conditional expression. */
  condition(value: unknown): SqlExpression;
  /** Rows of another tree as a value, and whether there is one. */
  subquery(tree: unknown): SqlExpression;
  exists(tree: unknown): SqlExpression;
  /** A name of the query around this one; or a reference to the one around that. */
  outerReference(name: unknown): SqlExpression;
}

/** How an expression of one name is resolved. Arguments are names, `Slot`s, expressions, trees. */
export type ResolveExpression = (
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
  resolver: Resolver,
) => SqlExpression;
