import type { Sql } from "../expressions/sql.ts";

/** The same SQL with the same values: constants are never taken for the same. */
export function sameSql(one: Sql, other: Sql): boolean {
  return (
    one.text === other.text &&
    one.params.length === other.params.length &&
    one.params.every((param, index) => param.slot >= 0 && param.slot === other.params[index]?.slot)
  );
}
