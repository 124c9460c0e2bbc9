import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlExpression } from "./expression.ts";
import { outputField } from "./output-field.ts";
import { isExpression } from "../query/tree.ts";
import { NotCompilable } from "./result-set.ts";

export type NumberKind = "integer" | "decimal" | "float";

/** What kind of number a field has; null: none. */
export function numberKind(field: FieldDescription | null): NumberKind | null {
  if (field === null) return null;
  const { internalType } = field;
  if (internalType.endsWith("IntegerField") || internalType.endsWith("AutoField")) return "integer";
  return internalType === "DecimalField" ? "decimal" : internalType === "FloatField" ? "float" : null;
}

/** The output of an expression that gives values like its source's, but is no column: without its digits and length. */
export function sameKind(source: SqlExpression): FieldDescription | null {
  return source.output === null ? null : outputField(source.output.internalType);
}

/** `_resolve_output_field`: the first source's, which is an instance of the classes of all others. */
export function commonOutput(sources: readonly SqlExpression[]): FieldDescription | null {
  return commonField(sources.map(({ output }) => output));
}

export function commonField(fields: readonly (FieldDescription | null)[]): FieldDescription | null {
  const [first, ...others] = fields.filter((field) => field !== null);
  if (first === undefined) return null;
  const other = others.find((field) => !isSubclass(classOf(first), classOf(field)));
  if (other !== undefined)
    throw new FieldError(
      `Expression contains mixed types: ${classOf(first)}, ${classOf(other)}. You must set output_field.`,
    );
  return outputField(first.internalType);
}

/** The classes of django/db/models/fields/__init__.py that derive from others. */
const PARENTS: Readonly<Record<string, string>> = {
  AutoField: "IntegerField",
  BigAutoField: "BigIntegerField",
  BigIntegerField: "IntegerField",
  CommaSeparatedIntegerField: "CharField",
  DateTimeField: "DateField",
  EmailField: "CharField",
  ImageField: "FileField",
  PositiveBigIntegerField: "BigIntegerField",
  PositiveIntegerField: "IntegerField",
  PositiveSmallIntegerField: "SmallIntegerField",
  SlugField: "CharField",
  SmallAutoField: "SmallIntegerField",
  SmallIntegerField: "IntegerField",
  URLField: "CharField",
};

/** A class of Django's by its name; of the project's, the one that it is like. */
function classOf({ className, internalType }: FieldDescription): string {
  const name = className.slice(className.lastIndexOf(".") + 1);
  return name === internalType || Object.hasOwn(PARENTS, name) ? name : internalType;
}

function isSubclass(name: string | undefined, ancestor: string): boolean {
  return name !== undefined && (name === ancestor || isSubclass(PARENTS[name], ancestor));
}

/** `output_field=`: a field class, whose arguments say nothing of its values. */
export function namedOutput(value: unknown): FieldDescription | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return outputField(value);
  if (isExpression(value)) return outputField(value.name);
  throw new NotCompilable("An output_field that is no field class.");
}
