import type { Slot } from "../expressions/slot.ts";
import type { Combination, Expression, Operation, QueryTree } from "./tree.ts";

/*
 * A tree whose values were taken out: each is a `Slot`, by which the compiled statement finds the value in another tree
 * of the same shape. The parts that say what is asked are those of `tree.ts`.
 */

export type ShapedValue = Slot | Expression | ShapedTree | readonly ShapedValue[];

export interface ShapedTree extends Omit<QueryTree, "operations"> {
  readonly operations: readonly ShapedOperation[];
}

export type ShapedOperation = Exclude<Operation, { op: "slice" | "combine" }> | Limits | CombinedTrees;

/** The queries that a combined one is made of. */
export interface CombinedTrees extends Combination {
  readonly op: "combine";
  readonly queries: readonly ShapedTree[];
}

/** All slices of a tree in one. */
export interface Limits {
  readonly op: "limits";
  /** Rows left out at the start; null: none. */
  readonly offset: Slot | null;
  /** Rows at most; null: all. */
  readonly limit: Slot | null;
  /** The slices leave nothing. */
  readonly empty: boolean;
  /** They leave one row at most. */
  readonly one: boolean;
}
