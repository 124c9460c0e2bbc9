import type { Evaluable } from "../../orm/evaluable.ts";
import { isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";

/**
 * The rows of the QuerySets in a value that is being turned into JSON, which happens without waiting. Rows that have
 * to be waited for are read afterwards, one QuerySet after another (a transaction has one connection), and the value
 * is turned again.
 */
export class Rows {
  private readonly known = new Map<Evaluable, readonly unknown[]>();
  private waiting: { readonly source: Evaluable; readonly rows: PromiseLike<readonly unknown[]> | null }[] =
    [];

  /** The rows, or none for now. */
  of(source: Evaluable): readonly unknown[] {
    const known = this.known.get(source);
    if (known !== undefined) return known;
    if (this.waiting.length > 0) {
      this.waiting.push({ source, rows: null });
      return [];
    }
    const rows = source.evaluate();
    if (isPromiseLike(rows)) {
      this.waiting.push({ source, rows });
      return [];
    }
    this.known.set(source, rows);
    return rows;
  }

  get complete(): boolean {
    return this.waiting.length === 0;
  }

  async load(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    for (const { source, rows } of waiting)
      if (!this.known.has(source)) this.known.set(source, await (rows ?? source.evaluate()));
  }
}

/** Runs a pass over a value, again and again until every QuerySet it meets has its rows. */
export function withRows<R>(pass: (rows: Rows) => R, rows = new Rows()): MaybePromise<R> {
  let result: R;
  try {
    result = pass(rows);
  } catch (error) {
    // Half of the rows may be why it failed.
    if (rows.complete) throw error;
    return rows.load().then(() => withRows(pass, rows));
  }
  return rows.complete ? result : rows.load().then(() => withRows(pass, rows));
}
