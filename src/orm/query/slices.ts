import type { Operation } from "./tree.ts";

export interface SliceMarks {
  /** Rows left out at the start. */
  readonly offset: number;
  /** Rows at most; null: all. */
  readonly limit: number | null;
}

/** All slices of a query in one, each of them within the one before (`Query.set_limits`); null: none. */
export function sliceMarks(operations: readonly Operation[]): SliceMarks | null {
  let low = 0;
  let high: number | null = null;
  let sliced = false;
  for (const operation of operations) {
    if (operation.op !== "slice") continue;
    sliced = true;
    const { start, stop } = operation;
    const end: number | null = stop === null ? high : low + stop;
    high = high === null || end === null ? (end ?? high) : Math.min(high, end);
    low = high === null ? low + start : Math.min(high, low + start);
  }
  return sliced ? { offset: low, limit: high === null ? null : high - low } : null;
}
