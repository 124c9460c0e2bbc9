import type { FieldDescription } from "../manifest/schema.ts";
import type { ModuleScope } from "./scope.ts";

/** Settings that change types. */
export interface TypeSettings {
  /** USE_TZ: without it a datetime is an ISO string. */
  readonly useTz: boolean;
}

/** Django's field classes that have a type of their own, and what choices may narrow them to. */
const FIELD_TYPES: Readonly<Record<string, "string" | "number" | null>> = {
  AutoField: null,
  BigAutoField: null,
  SmallAutoField: null,
  IntegerField: "number",
  BigIntegerField: "number",
  SmallIntegerField: "number",
  PositiveIntegerField: "number",
  PositiveBigIntegerField: "number",
  PositiveSmallIntegerField: "number",
  FloatField: "number",
  DecimalField: null,
  CharField: "string",
  TextField: "string",
  EmailField: "string",
  SlugField: "string",
  URLField: "string",
  FilePathField: "string",
  BooleanField: null,
  DateField: null,
  DateTimeField: null,
  TimeField: null,
  DurationField: null,
  UUIDField: null,
  GenericIPAddressField: null,
  BinaryField: null,
  FileField: null,
  ImageField: null,
  JSONField: null,
  HStoreField: null,
  SearchVectorField: null,
  IntegerRangeField: null,
  BigIntegerRangeField: null,
  DecimalRangeField: null,
  DateRangeField: null,
  DateTimeRangeField: null,
};

/** Older names that Django still knows. */
const ALIASES: Readonly<Record<string, string>> = {
  NullBooleanField: "BooleanField",
  CommaSeparatedIntegerField: "CharField",
  IPAddressField: "GenericIPAddressField",
  OIDField: "IntegerField",
};

/** The type of a column: `CharField<"a" | "b"> | null`. */
export function fieldType(field: FieldDescription, scope: ModuleScope, settings: TypeSettings): string {
  return field.null ? `${notNull(field, scope, settings)} | null` : notNull(field, scope, settings);
}

function notNull(field: FieldDescription, scope: ModuleScope, settings: TypeSettings): string {
  const { relation } = field;
  if (relation !== null) {
    // A foreign key's column is the column that it refers to.
    const target = relation.model === null ? null : scope.model(relation.model);
    return target === null || relation.toField === null
      ? custom(field, scope)
      : `${target}["fields"][${JSON.stringify(relation.toField)}]`;
  }
  if (field.overrides.length > 0) return custom(field, scope);
  if (field.internalType === "ArrayField" && field.baseField !== null)
    return `${scope.package("ArrayField")}<${fieldType(field.baseField, scope, settings)}>`;
  const name = className(field);
  if (name === null) return custom(field, scope);
  if (name === "DateTimeField" && !settings.useTz) return scope.package("NaiveDateTimeField");
  const type = scope.package(name);
  const choices = choiceLiterals(field, FIELD_TYPES[name] ?? null);
  return choices === null ? type : `${type}<${choices.join(" | ")}>`;
}

/** The class by its own name where it is Django's ("SlugField"), by what it is to the database where it is not. */
function className(field: FieldDescription): string | null {
  const own = field.className.slice(field.className.lastIndexOf(".") + 1);
  for (const name of field.className.startsWith("django.")
    ? [own, field.internalType]
    : [field.internalType]) {
    const known = ALIASES[name] ?? name;
    if (Object.hasOwn(FIELD_TYPES, known)) return known;
  }
  return null;
}

function custom(field: FieldDescription, scope: ModuleScope): string {
  return `${scope.package("CustomField")}<${JSON.stringify(field.className)}>`;
}

/** The values that a column with choices can have, as literals; null: any of its type. */
function choiceLiterals(field: FieldDescription, type: "string" | "number" | null): string[] | null {
  if (field.choices === null || type === null) return null;
  // null among the choices labels the empty value.
  const values = field.choices.map(([value]) => value).filter((value) => value !== null);
  if (values.length === 0 || values.some((value) => typeof value !== type)) return null;
  // A blank column of text holds "" as well.
  if (type === "string" && field.blank && !values.includes("")) values.push("");
  return [...new Set(values.map((value) => JSON.stringify(value)))];
}
