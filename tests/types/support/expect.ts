/** Whether two types are the same, not merely assignable. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `expectType<string>()(value)`: the value's type is exactly this; anything else does not compile. */
export function expectType<Expected>(): <Actual>(
  value: Actual,
  ...same: Equal<Actual, Expected> extends true ? [] : [{ expected: Expected; actual: Actual }]
) => void {
  return () => undefined;
}

/** The row type of a query, for the type checker only: nothing is read. */
export declare function rowOf<Row>(query: PromiseLike<readonly Row[]>): Row;
