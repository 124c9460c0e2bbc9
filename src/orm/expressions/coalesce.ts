import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "./expression.ts";
import { Func, call } from "./func.ts";
import type { Sql } from "./sql.ts";

/** `COALESCE(a, b)`: the first value that is not NULL. */
export class Coalesce extends Func {
  constructor(sources: readonly SqlExpression[], output: FieldDescription | null) {
    super(sources, output, call("COALESCE"));
  }

  emptyResult(context: SqlContext): Sql | null {
    for (const source of this.args) {
      const empty = source.emptyResult?.(context);
      if (empty !== undefined && empty?.text !== "NULL") return empty;
    }
    return null;
  }
}
