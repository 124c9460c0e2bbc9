/** Where NULLs stand. */
export interface Ordering {
  readonly nullsFirst?: boolean;
  readonly nullsLast?: boolean;
}

declare const sorted: unique symbol;

/** An expression with a direction: a term of orderBy(). */
export interface Sorted<E> {
  readonly [sorted]: E;
}
