import type { FieldDescription } from "../../manifest/schema.ts";
import type { WireValue } from "../../manifest/wire.ts";
import type { ModelMeta, ModelRegistry } from "../meta.ts";

type WireObject = { readonly [key: string]: WireValue };

/**
 * A tree's JSON form with the durations in its conditions tagged. They are strings here, and Django's DurationField, unlike
 * its other fields, does not read strings in lookups (it has no `get_prep_value`).
 */
export function tagDurations(tree: WireObject, registry: ModelRegistry): WireObject {
  const meta = registry.get(String(tree["model"]));
  if (meta === undefined) return tree;
  const operations = (tree["operations"] as readonly WireObject[]).map((operation) => {
    if (operation["op"] === "combine")
      return { ...operation, queries: tagValue({}, operation["queries"] as WireValue, meta, registry) };
    if (operation["where"] === undefined) return operation;
    return { ...operation, where: tagCondition(operation["where"] as WireObject, meta, registry) };
  });
  return { ...tree, operations };
}

function tagCondition(condition: WireObject, meta: ModelMeta, registry: ModelRegistry): WireObject {
  if (condition["kind"] === "lookup")
    return { ...condition, value: tagValue(condition, condition["value"] as WireValue, meta, registry) };
  const { children } = condition as { readonly children?: readonly WireObject[] };
  if (children === undefined) return condition;
  return { ...condition, children: children.map((child) => tagCondition(child, meta, registry)) };
}

function tagValue(
  condition: WireObject,
  value: WireValue,
  meta: ModelMeta,
  registry: ModelRegistry,
): WireValue {
  if (Array.isArray(value)) return value.map((item: WireValue) => tagValue(condition, item, meta, registry));
  const isTree = typeof value === "object" && value !== null && "$" in value && value["$"] === "tree";
  if (isTree) return { $: "tree", v: tagDurations(value["v"] as WireObject, registry) };
  if (typeof value !== "string" || !isDuration(String(condition["key"]), meta, registry)) return value;
  return { $: "duration", v: value };
}

/** Whether the names of a key lead to a DurationField. */
function isDuration(key: string, start: ModelMeta, registry: ModelRegistry): boolean {
  let meta: ModelMeta | undefined = start;
  for (const name of key.split("__")) {
    const field: FieldDescription | undefined = meta?.field(name);
    if (field !== undefined && field.relation === null) return field.internalType === "DurationField";
    const next: string | null | undefined = field?.relation?.model ?? meta?.reverse(name)?.model;
    meta = next === undefined || next === null ? undefined : registry.get(next);
    if (meta === undefined) return false;
  }
  return false;
}
