import type { SqlContext } from "../expressions/expression.ts";
import type { Slot } from "../expressions/slot.ts";
import type { Sql } from "../expressions/sql.ts";
import type { QueryBuilder } from "./builder.ts";

/** LIMIT and OFFSET of a query; null: all rows. */
export function limitSql({ limit, offset }: QueryBuilder, { dialect }: SqlContext): Sql | null {
  if (limit === null && offset === null) return null;
  const params: Sql[] = [];
  const placeholder = (slot: Slot): string => {
    const part = slot.parameter((value) => value);
    params.push(part);
    return part.text;
  };
  const limitText = limit === null ? null : limit === 1 ? "1" : placeholder(limit);
  const offsetText = offset === null ? null : placeholder(offset);
  return { text: dialect.limitOffset(limitText, offsetText), params: params.flatMap((part) => part.params) };
}
