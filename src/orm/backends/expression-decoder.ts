import type { FieldDescription } from "../../manifest/schema.ts";

/**
 * `BaseExpression.convert_value`: an expression's value may have another type than its output, as a sum of integers is
 * numeric on PostgreSQL. Null: the field is a model's, or nothing is to be done.
 */
export function expressionDecoder(field: FieldDescription): ((raw: unknown) => unknown) | null {
  if (field.model !== "") return null;
  if (field.internalType === "FloatField") return Number;
  return field.internalType.endsWith("IntegerField") || field.internalType.endsWith("AutoField")
    ? integer
    : null;
}

/** Python's `int()`; beyond 2^53 a bigint stays one. */
function integer(raw: unknown): unknown {
  if (typeof raw === "number") return Math.trunc(raw);
  if (typeof raw === "bigint") return Number.isSafeInteger(Number(raw)) ? Number(raw) : raw;
  const number = Math.trunc(Number(raw));
  return Number.isSafeInteger(number) ? number : BigInt(String(raw).replace(/\..*$/, ""));
}
