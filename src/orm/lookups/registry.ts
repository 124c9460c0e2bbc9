import { Column } from "../expressions/column.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import { fieldType } from "../fields/registry.ts";
import { raw } from "../fields/raw.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { contains } from "./contains.ts";
import { date } from "./date.ts";
import { day } from "./day.ts";
import { endswith } from "./endswith.ts";
import { exact } from "./exact.ts";
import { gt } from "./gt.ts";
import { gte } from "./gte.ts";
import { hour } from "./hour.ts";
import { icontains } from "./icontains.ts";
import { iendswith } from "./iendswith.ts";
import { iexact } from "./iexact.ts";
import { inLookup } from "./in.ts";
import { iregex } from "./iregex.ts";
import { isnull } from "./isnull.ts";
import { isoWeekDay } from "./iso-week-day.ts";
import { isoYear } from "./iso-year.ts";
import { istartswith } from "./istartswith.ts";
import { JsonKey } from "./json/key.ts";
import { findJsonLookup } from "./json/registry.ts";
import type { Lookup } from "./lookup.ts";
import { lt } from "./lt.ts";
import { lte } from "./lte.ts";
import { minute } from "./minute.ts";
import { month } from "./month.ts";
import { quarter } from "./quarter.ts";
import { range } from "./range.ts";
import { regex } from "./regex.ts";
import { second } from "./second.ts";
import { startswith } from "./startswith.ts";
import { time } from "./time.ts";
import type { Transform } from "./transform.ts";
import { Transformed } from "./transform.ts";
import { week } from "./week.ts";
import { weekDay } from "./week-day.ts";
import { year } from "./year.ts";

/** Lookups that every field has (`Field.class_lookups`), by Django's name. */
export const LOOKUPS = {
  exact,
  iexact,
  in: inLookup,
  gt,
  gte,
  lt,
  lte,
  contains,
  icontains,
  startswith,
  istartswith,
  endswith,
  iendswith,
  range,
  isnull,
  regex,
  iregex,
} satisfies Readonly<Record<string, Lookup>>;

export type LookupName = keyof typeof LOOKUPS;

export const TRANSFORMS = {
  year,
  iso_year: isoYear,
  quarter,
  month,
  week,
  week_day: weekDay,
  iso_week_day: isoWeekDay,
  day,
  date,
  time,
  hour,
  minute,
  second,
} satisfies Readonly<Record<string, Transform>>;

export type TransformName = keyof typeof TRANSFORMS;

/** What a relation has (django/db/models/fields/related.py registers these alone). */
const RELATED_LOOKUPS: ReadonlySet<string> = new Set(["exact", "in", "isnull", "gt", "gte", "lt", "lte"]);

/** Fields whose lookups are their own and are left to Python; `isnull` is the same everywhere. */
const OWN_LOOKUPS: ReadonlySet<string> = new Set([
  "JSONField",
  "ArrayField",
  "HStoreField",
  "IntegerRangeField",
  "BigIntegerRangeField",
  "DecimalRangeField",
  "DateTimeRangeField",
  "DateRangeField",
  "SearchVectorField",
]);

/**
 * The lookup of that name on an expression; undefined: it has none.
 * @throws NotCompilable the field's lookups are not known here
 */
export function findLookup(lhs: SqlExpression, name: string): Lookup | undefined {
  if (lhs instanceof Column && lhs.related !== null && !RELATED_LOOKUPS.has(name)) return undefined;
  if (isJson(lhs)) return jsonLookup(lhs, name);
  if (lhs instanceof Transformed) {
    const special = lhs.transform.lookups?.[name];
    if (special !== undefined) return special;
  }
  if (lhs.decode !== undefined) throw new NotCompilable("Lookups of truncated dates are Python's.");
  const lookup = own(LOOKUPS, name);
  if (lookup !== undefined && lookup !== isnull && lhs.output !== null) checkKnown(lhs.output);
  return lookup;
}

function isJson({ output }: SqlExpression): boolean {
  return output !== null && output.internalType === "JSONField" && fieldType(output) !== raw;
}

/** A name that is no lookup is a key; one that is a lookup, and not written here, is Python's. */
function jsonLookup(lhs: SqlExpression, name: string): Lookup | undefined {
  const found = findJsonLookup(lhs, name);
  if (found === undefined && lhs.output !== null && own(LOOKUPS, name) !== undefined)
    throw new NotCompilable(`The lookup '${name}' of ${className(lhs.output)} is Python's.`);
  return found;
}

/** The expression under the transform of that name; undefined: it has none. */
export function findTransform(lhs: SqlExpression, name: string): SqlExpression | undefined {
  if (lhs.output === null || (lhs instanceof Column && lhs.related !== null)) return undefined;
  if (isJson(lhs))
    return lhs instanceof JsonKey ? new JsonKey(lhs.source, [...lhs.keys, name]) : new JsonKey(lhs, [name]);
  const transform = own(TRANSFORMS, name);
  return transform?.inputs.includes(lhs.output.internalType) ? new Transformed(transform, lhs) : undefined;
}

/** @throws NotCompilable a custom field whose values or lookups only Python knows */
export function checkKnown(field: FieldDescription): void {
  if (OWN_LOOKUPS.has(field.internalType) || fieldType(field) === raw)
    throw new NotCompilable(`Lookups of ${className(field)} are Python's.`);
}

/** "CharField": the last part of the class's dotted name. */
export function className(field: FieldDescription): string {
  return field.className.slice(field.className.lastIndexOf(".") + 1);
}

function own<T extends object, V>(record: T & Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
