import type { SqlExpression } from "../../expressions/expression.ts";
import { endswith } from "../endswith.ts";
import { icontains } from "../icontains.ts";
import { iendswith } from "../iendswith.ts";
import { iexact } from "../iexact.ts";
import { inLookup } from "../in.ts";
import { iregex } from "../iregex.ts";
import { isnull } from "../isnull.ts";
import { istartswith } from "../istartswith.ts";
import type { Lookup } from "../lookup.ts";
import { regex } from "../regex.ts";
import { startswith } from "../startswith.ts";
import { jsonContainedBy, jsonContains } from "./containment.ts";
import { jsonExact } from "./exact.ts";
import { jsonHasAnyKeys, jsonHasKey, jsonHasKeys } from "./has-key.ts";
import { jsonKeyExact } from "./key-exact.ts";
import { jsonKeyIn } from "./key-in.ts";
import { jsonKeyIsnull } from "./key-isnull.ts";
import { jsonKeyOrder } from "./key-order.ts";
import { jsonKeyText } from "./key-text.ts";
import { JsonKey } from "./key.ts";

/** Lookups of a whole JSON column, and of what is inside where that has none of its own. */
const JSON_LOOKUPS: Readonly<Record<string, Lookup>> = {
  exact: jsonExact,
  in: inLookup,
  isnull,
  icontains,
  contains: jsonContains,
  contained_by: jsonContainedBy,
  has_key: jsonHasKey,
  has_keys: jsonHasKeys,
  has_any_keys: jsonHasAnyKeys,
};

const JSON_KEY_LOOKUPS: Readonly<Record<string, Lookup>> = {
  exact: jsonKeyExact,
  in: jsonKeyIn,
  isnull: jsonKeyIsnull,
  iexact: jsonKeyText(iexact),
  icontains: jsonKeyText(icontains),
  startswith: jsonKeyText(startswith),
  istartswith: jsonKeyText(istartswith),
  endswith: jsonKeyText(endswith),
  iendswith: jsonKeyText(iendswith),
  regex: jsonKeyText(regex),
  iregex: jsonKeyText(iregex),
  lt: jsonKeyOrder("lt", "<"),
  lte: jsonKeyOrder("lte", "<="),
  gt: jsonKeyOrder("gt", ">"),
  gte: jsonKeyOrder("gte", ">="),
};

/** The lookup of that name on JSON; undefined: none that is written here. */
export function findJsonLookup(lhs: SqlExpression, name: string): Lookup | undefined {
  const own =
    lhs instanceof JsonKey && Object.hasOwn(JSON_KEY_LOOKUPS, name) ? JSON_KEY_LOOKUPS[name] : undefined;
  return own ?? (Object.hasOwn(JSON_LOOKUPS, name) ? JSON_LOOKUPS[name] : undefined);
}
