import { parameter } from "./sql.ts";
import type { Sql } from "./sql.ts";

/**
 * What is known of a value while SQL is compiled: it is part of the query's shape. "list" has at least one value that
 * is not null, "emptyList" has none.
 */
export type SlotKind =
  | "null"
  | "true"
  | "false"
  | "integer"
  | "float"
  | "bigint"
  | "string"
  | "date"
  | "bytes"
  | "object"
  | "list"
  | "emptyList"
  | "instance";

/** The place of a value in a tree whose values were taken out. */
export class Slot {
  /** Position among the tree's values; -1: the value is `constant`. */
  readonly index: number;
  readonly kind: SlotKind;
  /** For an instance, its model's label. */
  readonly model: string | null;
  /** A value that every tree of the shape has: a manager's, or one that the compiler adds. */
  readonly constant: unknown;
  /**
   * The value is outside of what its column holds: -1 below, 1 above. Known only when a first attempt to bind it said so.
   */
  readonly overflow: -1 | 0 | 1;

  constructor(
    index: number,
    kind: SlotKind,
    details: { readonly model?: string; readonly constant?: unknown; readonly overflow?: -1 | 0 | 1 } = {},
  ) {
    this.index = index;
    this.kind = kind;
    this.model = details.model ?? null;
    this.constant = details.constant;
    this.overflow = details.overflow ?? 0;
  }

  get isNull(): boolean {
    return this.kind === "null";
  }

  /** True or false; null when it is no boolean. */
  get boolean(): boolean | null {
    return this.kind === "true" ? true : this.kind === "false" ? false : null;
  }

  get isList(): boolean {
    return this.kind === "list" || this.kind === "emptyList";
  }

  /** The value as a parameter. */
  parameter(prepare: (value: unknown) => unknown): Sql {
    if (this.index >= 0) return parameter(this.index, prepare);
    return parameter(-1, () => prepare(this.constant));
  }
}
