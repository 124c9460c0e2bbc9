import { expression, isExpression } from "../query/tree.ts";
import type { Expression } from "../query/tree.ts";
import type { Argument, Computed, ExpressionOn, Source } from "../typing/expressions.ts";
import type { FloatField, IntegerField } from "../typing/fields.ts";
import type { ModelType } from "../typing/model-type.ts";
import type { Sorted } from "../typing/sorted.ts";
import { computed, orderExpression } from "./computed.ts";
import { named } from "./signatures.ts";
import type { OneArgument } from "./signatures.ts";

/* `Window` of django/db/models/expressions.py, and django/db/models/functions/window.py */

/** The rows that a window function sees. */
export interface WindowOptions<Names extends readonly (string | Expression)[]> {
  /** Rows of one group only: names or expressions. */
  readonly partitionBy?: Names | (Names[number] & string);
  /** Their order: names ("-published"), expressions, or what their asc() and desc() give. */
  readonly orderBy?:
    string | Expression | Sorted<unknown> | readonly (string | Expression | Sorted<unknown>)[];
  readonly frame?: Frame;
}

/** `ROWS` or `RANGE BETWEEN start AND end`; negative: before the row; null: without an end. */
export interface Frame {
  readonly frame: Expression;
}

interface FrameBounds {
  readonly start?: number | null;
  readonly end?: number | null;
}

/** So many rows before and after. */
export function RowRange({ start = null, end = null }: FrameBounds = {}): Frame {
  return { frame: expression("RowRange", [], { start, end }) };
}

/** Rows whose values are so near. */
export function ValueRange({ start = null, end = null }: FrameBounds = {}): Frame {
  return { frame: expression("ValueRange", [], { start, end }) };
}

/**
 * An aggregate or a window function over rows that stay apart.
 *
 * ```ts
 * Book.objects.annotate({ place: Window(Rank(), { partitionBy: ["author"], orderBy: ["-total_sold"] }) });
 * ```
 */
export function Window<
  M extends ModelType,
  const E extends Expression,
  const Names extends readonly (string | Expression)[] = readonly [],
>(
  source: Argument<M, E> | ExpressionOn<M>,
  { partitionBy, orderBy, frame }: WindowOptions<Names> = {},
): Computed<"same", [E, ...Names], M> {
  return computed("Window", [source], {
    ...(partitionBy === undefined ? {} : { partition_by: list(partitionBy).map(nameExpression) }),
    ...(orderBy === undefined ? {} : { order_by: list(orderBy).map(orderExpression) }),
    ...(frame === undefined ? {} : { frame: frame.frame }),
  });
}

function list<Item>(items: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(items) ? (items as readonly Item[]) : [items as Item];
}

function nameExpression(item: unknown): Expression {
  return isExpression(item) ? item : expression("F", [item]);
}

type Numbered<Field> = () => Computed<Field, []>;

export const RowNumber = named<Numbered<IntegerField>>("RowNumber");
export const Rank = named<Numbered<IntegerField>>("Rank");
export const DenseRank = named<Numbered<IntegerField>>("DenseRank");
export const PercentRank = named<Numbered<FloatField>>("PercentRank");
export const CumeDist = named<Numbered<FloatField>>("CumeDist");
export const FirstValue = named<OneArgument<"same">>("FirstValue");
export const LastValue = named<OneArgument<"same">>("LastValue");

/** In which of so many equal parts the row is, from 1. */
export function Ntile(buckets: number): Computed<IntegerField, []> {
  return computed("Ntile", [], { num_buckets: buckets });
}

/** The value of the n-th row, from 1. */
export function NthValue<M extends ModelType, const A extends Source>(
  source: Argument<M, A> | ExpressionOn<M>,
  nth: number,
): Computed<"sameOrNull", [A], M> {
  return computed("NthValue", [source], { nth });
}

type Shifted = <M extends ModelType, const A extends Source, const D extends Source = null>(
  source: Argument<M, A> | ExpressionOn<M>,
  options?: { readonly offset?: number; readonly default?: D },
) => Computed<"anyOf", [A, D], M>;

function shifted(name: string): Shifted {
  return ((source: unknown, options: object = {}) => computed(name, [source], { ...options })) as Shifted;
}

/** The value of the row before; NULL unless told. */
export const Lag = shifted("Lag");
/** The value of the row after. */
export const Lead = shifted("Lead");
