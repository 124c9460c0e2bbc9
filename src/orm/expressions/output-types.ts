import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlExpression } from "./expression.ts";
import { outputField } from "./output-field.ts";
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

/** `_resolve_output_field`: all sources are of one kind. */
export function commonOutput(sources: readonly SqlExpression[], name: string): FieldDescription | null {
  const known = sources.filter((source) => source.output !== null);
  const [first, ...others] = known.map((source) => (source.output as FieldDescription).internalType);
  if (first === undefined) return null;
  const other = others.find((internalType) => family(internalType) !== family(first));
  if (other !== undefined)
    throw new FieldError(
      `Expression contains mixed types: ${first}, ${other}. You must set output_field. (${name})`,
    );
  return outputField(first);
}

/** Django's subclasses of one field class count as one. */
function family(internalType: string): string {
  return internalType.endsWith("AutoField") || internalType.endsWith("IntegerField")
    ? "IntegerField"
    : internalType;
}

/** `output_field=`: a field class by its name. */
export function namedOutput(value: unknown): FieldDescription | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return outputField(value);
  throw new NotCompilable("An output_field with arguments.");
}
