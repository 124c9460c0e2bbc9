import { expression } from "../query/tree.ts";
import type { Argument, Computed, Source } from "../typing/expressions.ts";
import type { ModelType } from "../typing/model-type.ts";
import { computed } from "./computed.ts";
import { named } from "./signatures.ts";
import type { ManyArguments } from "./signatures.ts";

/* django/db/models/functions/json.py */

/** An object of the database's making: `JSONObject({ name: "author__name", books: Count("books") })`. */
export function JSONObject<
  M extends ModelType,
  const Members extends Readonly<Record<string, Source>>,
>(members: { readonly [Name in keyof Members]: Argument<M, Members[Name]> }): Computed<
  "json",
  MemberSources<Members>,
  M
> {
  const entries = Object.entries(members).map(([name, value]) => [name, member(value)]);
  return computed("JSONObject", [], Object.fromEntries(entries) as Record<string, unknown>);
}

type MemberSources<Members> = readonly Members[keyof Members][];

function member(value: unknown): unknown {
  return typeof value === "string" ? expression("F", [value]) : value;
}

/** An array of the database's making (Django 5.2). */
export const JSONArray = named<ManyArguments<"json">>("JSONArray");
