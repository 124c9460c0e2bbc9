import { PLANNED, type Evaluable } from "../../orm/evaluable.ts";
import type { RowShape } from "../../orm/planned/row-shape.ts";
import { wait, type Coroutine } from "../../util/coroutine.ts";
import { isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";

/**
 * The rows of the QuerySets in a value that is being turned into JSON, which happens without waiting. Rows that have
 * to be waited for are read afterwards, one QuerySet after another (a transaction has one connection), and the value
 * is turned again.
 */
export class Rows {
  private readonly known = new Map<Evaluable, Map<RowShape | null, readonly unknown[]>>();
  private waiting: Waiting[] = [];

  /** The rows, or none for now. `shape`: what is going to be read of them. */
  of(source: Evaluable, shape: RowShape | null = null): readonly unknown[] {
    const known = this.find(source, shape);
    if (known !== undefined) return known;
    if (this.waiting.length > 0) {
      this.waiting.push({ source, shape, rows: null });
      return [];
    }
    const rows = evaluate(source, shape);
    if (isPromiseLike(rows)) {
      this.waiting.push({ source, shape, rows });
      return [];
    }
    this.keep(source, shape, rows);
    return rows;
  }

  /** The rows, waited for where they must be. */
  *read(source: Evaluable, shape: RowShape | null): Coroutine<readonly unknown[]> {
    const known = this.find(source, shape);
    if (known !== undefined) return known;
    const rows = yield* wait(evaluate(source, shape));
    this.keep(source, shape, rows);
    return rows;
  }

  get complete(): boolean {
    return this.waiting.length === 0;
  }

  async load(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    for (const { source, shape, rows } of waiting)
      if (this.find(source, shape) === undefined)
        this.keep(source, shape, await (rows ?? evaluate(source, shape)));
  }

  private find(source: Evaluable, shape: RowShape | null): readonly unknown[] | undefined {
    return this.known.get(source)?.get(shape);
  }

  private keep(source: Evaluable, shape: RowShape | null, rows: readonly unknown[]): void {
    let byShape = this.known.get(source);
    if (byShape === undefined) this.known.set(source, (byShape = new Map()));
    byShape.set(shape, rows);
  }
}

interface Waiting {
  readonly source: Evaluable;
  readonly shape: RowShape | null;
  readonly rows: PromiseLike<readonly unknown[]> | null;
}

function evaluate(source: Evaluable, shape: RowShape | null): MaybePromise<readonly unknown[]> {
  return (shape === null ? source : (source[PLANNED]?.(shape) ?? source)).evaluate();
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
