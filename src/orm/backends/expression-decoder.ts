import { UnsafeInteger } from "../../errors/field-value.ts";
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

/** Python's `int()`. @throws UnsafeInteger a number would round it */
function integer(raw: unknown): number {
  const number = Math.trunc(Number(raw));
  if (Number.isSafeInteger(number)) return number;
  throw new UnsafeInteger(
    "An expression gave an integer outside of 2^53, which a number would round. Cast it to text in the query: " +
      'Cast(..., "TextField").',
  );
}
