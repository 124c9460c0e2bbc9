import type { RowSource } from "../rows.ts";

/** What a query tree answers: arrays of column values and what they are. */
export interface Answer {
  readonly source: RowSource;
  readonly rows: readonly (readonly unknown[])[];
}

/** The two ways to run one query tree: SQL written here, or a Django QuerySet in the worker. */
export type ExecutorName = "native" | "worker";
