/*
 * `django.core.exceptions`: thrown while SQL is compiled by a condition that can be true of no row, or is true of
 * every row. Whoever puts conditions together catches them; none leaves the compiler.
 */

export class EmptyResultSet extends Error {}

export class FullResultSet extends Error {}

/** A value does not fit its column's type: the query is compiled again, knowing that. */
export class ValueOverflow extends Error {
  readonly slot: number;
  readonly direction: -1 | 1;

  constructor(slot: number, direction: -1 | 1) {
    super();
    this.slot = slot;
    this.direction = direction;
  }
}

/** The query is not one that is compiled here; the message is the cause. */
export class NotCompilable extends Error {}
