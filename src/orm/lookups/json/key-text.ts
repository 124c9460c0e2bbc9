import type { Lookup } from "../lookup.ts";
import { JsonKey, JsonKeyText } from "./key.ts";

/** A lookup that looks into text, of what is at a path (`KeyTransformTextLookupMixin`). */
export function jsonKeyText(lookup: Lookup): Lookup {
  return {
    name: lookup.name,
    toSql: (lhs, rhs, context) =>
      lookup.toSql(lhs instanceof JsonKey ? new JsonKeyText(lhs) : lhs, rhs, context),
  };
}
