import type { MaybePromise } from "../util/maybe-promise.ts";
import type { QueryOrigin } from "./observe.ts";
import { askedAt, queryOrigin } from "./observe.ts";
import type { RowShape } from "./planned/row-shape.ts";

/** How the API layer knows a pending row, whichever copy of this package made it. */
const PENDING_ROW = Symbol.for("django-fastapi-bridge/1/pending-row");

/** Reads the row; `shape`: all that will be read of it, null: anything may be. */
export type RowReader<Row> = (shape: RowShape | null) => MaybePromise<Row>;

/**
 * A row that is read when somebody awaits it, by one query however often. A handler that returns one as it is has it
 * read by the response step, which knows what will be sent, and plans the query for that as it does a QuerySet's.
 */
export class PendingRow<Row> implements Promise<Row> {
  declare readonly [PENDING_ROW]: true;
  readonly #read: RowReader<Row>;
  /** Of the code that asks: once the row is awaited, that stack is gone. */
  readonly #origin: QueryOrigin | null = queryOrigin();
  #started: Promise<Row> | null = null;

  constructor(read: RowReader<Row>) {
    this.#read = read;
  }

  /** For the response step: the row, at once where the database is synchronous. */
  read(shape: RowShape | null): MaybePromise<Row> {
    if (this.#started !== null) return this.#started;
    const read = (): MaybePromise<Row> => this.#read(shape);
    return this.#origin === null ? read() : askedAt(this.#origin, read);
  }

  // oxlint-disable-next-line no-thenable -- it stands for a promise
  then<Result = Row, Failure = never>(
    resolve?: ((row: Row) => Result | PromiseLike<Result>) | null,
    reject?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    this.#started ??= new Promise<Row>((settle) => {
      settle(this.read(null));
    });
    return this.#started.then(resolve, reject);
  }

  catch<Failure = never>(
    reject?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Row | Failure> {
    return this.then(undefined, reject);
  }

  finally(settled?: (() => void) | null): Promise<Row> {
    return this.then(undefined).finally(settled);
  }

  get [Symbol.toStringTag](): string {
    return "PendingRow";
  }
}

Object.defineProperty(PendingRow.prototype, PENDING_ROW, { value: true });

export function isPendingRow(value: unknown): value is PendingRow<unknown> {
  return typeof value === "object" && value !== null && PENDING_ROW in value;
}
