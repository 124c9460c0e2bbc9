import type { Argument, Computed, ExpressionOn, Source } from "../typing/expressions.ts";
import type { ModelType } from "../typing/model-type.ts";
import type { As, OutputField } from "../typing/output-field.ts";
import { computed } from "./computed.ts";
import { outputFieldArgument } from "./options.ts";
import { namedWithOptions, named } from "./signatures.ts";
import type { ManyArgumentsWithOptions, TwoArguments } from "./signatures.ts";

/* django/db/models/functions/comparison.py */

/** The value as another type: `Cast("rating", "IntegerField")`. */
export function Cast<M extends ModelType, const A extends Source, const O extends OutputField>(
  source: Argument<M, A> | ExpressionOn<M>,
  outputField: O,
): Computed<As<O>, [A], M> {
  return computed("Cast", [source], { output_field: outputFieldArgument(outputField) });
}

/** The first value that is not NULL: `Coalesce("isbn", Value("none"))`. */
export const Coalesce = namedWithOptions<ManyArgumentsWithOptions<"coalesce">>("Coalesce");

/** NULL where the two are equal, else the first. */
export const NullIf = named<TwoArguments<"sameOrNull">>("NullIf");

/** The greatest of several values in one row. With a NULL among them, SQLite gives NULL and PostgreSQL the greatest other. */
export const Greatest = namedWithOptions<ManyArgumentsWithOptions<"anyOf">>("Greatest");

/** The least of several values in one row; NULLs as in `Greatest`. */
export const Least = namedWithOptions<ManyArgumentsWithOptions<"anyOf">>("Least");

/** A collation for the text, as the database names it. */
export function Collate<M extends ModelType, const A extends Source>(
  source: Argument<M, A> | ExpressionOn<M>,
  collation: string,
): Computed<"text", [A], M> {
  return computed("Collate", [source], { collation });
}
