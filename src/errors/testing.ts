import { BridgeError } from "./base.ts";

/** Code under test made another number of queries than `expectQueries` was told. */
export class QueryCountMismatch extends BridgeError {
  override readonly code = "QUERY_COUNT_MISMATCH";
  readonly expected: number;
  readonly actual: number;

  constructor(expected: number, actual: number, queries: readonly string[]) {
    const list = queries.map((query, index) => `\n${index + 1}. ${query}`).join("");
    super(`${actual} queries executed, ${expected} expected${list === "" ? "" : `. They were:${list}`}`);
    this.expected = expected;
    this.actual = actual;
  }
}
