import { z } from "zod";
import { FilterSchemaError } from "../../errors/filter-schema.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { fieldSchema } from "../../orm/fields/schema.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { modelMeta } from "../../orm/runtime.ts";
import { targetField } from "../model-schema/field-meta.ts";

/** What a lookup key takes from a request: "author__name__icontains" a text, "price__gte" an amount. */
export function lookupSchema(meta: ModelMeta, key: string): z.ZodType {
  const { field, rest, relation } = columnOf(meta, key);
  if (relation && rest[0] === "isnull") return z.boolean();
  return behind(key, fieldValue(field), rest);
}

/** Whether a path may find a row several times: it goes through a relation to many. */
export function leadsToMany(meta: ModelMeta, key: string): boolean {
  let current: ModelMeta = meta;
  for (const name of key.split("__")) {
    const hop = hopOf(current, name);
    if (hop === null) return false;
    if (hop.many) return true;
    current = hop.meta;
  }
  return false;
}

/** What can stand behind a relation (`django.db.models.fields.related_lookups`). */
const RELATION_LOOKUPS = new Set(["exact", "in", "gt", "gte", "lt", "lte", "isnull"]);

interface Column {
  readonly field: FieldDescription;
  /** Transforms and lookups behind it. */
  readonly rest: readonly string[];
  /** The names end at a relation: its key is meant. */
  readonly relation: boolean;
}

/** @throws FilterSchemaError a name is none of the model's */
export function columnOf(meta: ModelMeta, key: string): Column {
  const names = key.split("__");
  let current = meta;
  let last: FieldDescription | null = null;
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string;
    const field = current.field(name);
    const hop = hopOf(current, name);
    if (hop === null) {
      if (field?.column) return { field: targetField(field), rest: names.slice(index + 1), relation: false };
      // A lookup of the relation before it: "author__in".
      if (last !== null && RELATION_LOOKUPS.has(name))
        return { field: last, rest: names.slice(index), relation: true };
      throw new FilterSchemaError(
        `filterSchema(${meta.description.name}): ${current.label} has no "${name}" (in "${key}"). Choices are: ` +
          `${current.lookupNames().join(", ")}.`,
      );
    }
    last = field?.column && field.attname !== name ? targetField(field) : targetField(hop.meta.pk);
    current = hop.meta;
  }
  return { field: last as FieldDescription, rest: [], relation: true };
}

/** The model that a name leads to; null: it is no relation. `author_id` is a column, and leads nowhere. */
function hopOf(meta: ModelMeta, name: string): { readonly meta: ModelMeta; readonly many: boolean } | null {
  const field = meta.field(name);
  if (field !== undefined) {
    const { relation } = field;
    if (!relation?.model || field.name !== name) return null;
    return {
      meta: modelMeta(relation.model),
      many: relation.kind === "manyToMany" || relation.kind === "genericRelation",
    };
  }
  const reverse = meta.reverse(name);
  return reverse === undefined ? null : { meta: modelMeta(reverse.model), many: reverse.kind !== "oneToOne" };
}

const TEXT = new Set([
  "CharField",
  "TextField",
  "SlugField",
  "EmailField",
  "URLField",
  "FileField",
  "ImageField",
]);

/** A value to compare with: its type matters, its length does not. */
function fieldValue(field: FieldDescription): z.ZodType {
  const isText = TEXT.has(field.internalType) && (field.choices ?? []).length === 0;
  return isText ? z.string() : fieldSchema(field, { null: false });
}

function behind(key: string, value: z.ZodType, names: readonly string[]): z.ZodType {
  const [name = "exact", ...rest] = names;
  const transformed = TRANSFORMS[name];
  if (transformed !== undefined) return behind(key, transformed(), rest);
  const lookup = rest.length === 0 ? LOOKUPS[name] : undefined;
  if (lookup === undefined)
    throw new FilterSchemaError(
      `filterSchema(): what "${[name, ...rest].join("__")}" of "${key}" takes is not known here. Declare the parameter ` +
        "beside the filter, and filter by it in the handler.",
    );
  return lookup(value);
}

const same = (value: z.ZodType): z.ZodType => value;
const text = (): z.ZodType => z.string();
const integer = (): z.ZodType => z.int();

const LOOKUPS: Readonly<Record<string, (value: z.ZodType) => z.ZodType>> = {
  exact: same,
  gt: same,
  gte: same,
  lt: same,
  lte: same,
  in: (value) => z.array(value),
  range: (value) => z.array(value).length(2),
  isnull: () => z.boolean(),
  iexact: text,
  contains: text,
  icontains: text,
  startswith: text,
  istartswith: text,
  endswith: text,
  iendswith: text,
};

const TRANSFORMS: Readonly<Record<string, () => z.ZodType>> = {
  year: integer,
  iso_year: integer,
  quarter: integer,
  month: integer,
  week: integer,
  day: integer,
  week_day: integer,
  iso_week_day: integer,
  hour: integer,
  minute: integer,
  second: integer,
  date: () => z.iso.date(),
  time: () => z.iso.time(),
};
