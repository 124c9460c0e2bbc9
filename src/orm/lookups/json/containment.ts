import { NotSupportedError } from "../../../errors/database.ts";
import { sql } from "../../expressions/sql.ts";
import type { Lookup } from "../lookup.ts";
import { jsonParameter, valueSlot } from "./json-value.ts";

/** `DataContains`: what was given is inside. */
export const jsonContains = containment("contains", "@>");

/** `ContainedBy`: all that is inside was given. */
export const jsonContainedBy = containment("contained_by", "<@");

function containment(name: string, operator: string): Lookup {
  return {
    name,
    toSql(lhs, rhs, context) {
      const { json } = context.dialect;
      if (!json.supportsContainment)
        throw new NotSupportedError(`${name} lookup is not supported on this database backend.`);
      return sql`${lhs.toSql(context)} ${operator} ${jsonParameter(valueSlot(rhs), context, json.value)}`;
    },
  };
}
