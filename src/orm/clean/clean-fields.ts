import { InvalidFieldValue } from "../../errors/field-value.ts";
import type { ValidationProblem } from "../../errors/validation.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { prepare } from "../fields/prepare.ts";
import { fromWire } from "../fields/wire.ts";
import { attribute } from "../instance.ts";
import type { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { isExpression } from "../query/tree.ts";
import { modelMeta, runtime } from "../runtime.ts";
import { attributeValue } from "../write/attribute-value.ts";
import { isLoaded } from "../write/changes.ts";
import { rowExists } from "../write/row-exists.ts";
import { baseTree } from "../write/run-write.ts";
import { valueField } from "../write/write-fields.ts";
import { BLANK, NULL, invalidValue } from "./messages.ts";
import type { Problems } from "./problems.ts";
import { pythonRepr } from "./python-text.ts";
import { validatorProblems } from "./validators.ts";

/** `Model.clean_fields`: each column's value is checked, and then is as reading the row would give it. */
export async function cleanFieldsNatively(
  instance: ModelInstance,
  meta: ModelMeta,
  exclude: ReadonlySet<string>,
  problems: Problems,
): Promise<void> {
  for (const field of meta.concreteFields) {
    // What only() left out is as the database has it.
    if (exclude.has(field.name) || field.generated || !isLoaded(instance, field)) continue;
    const value = attribute(instance, field.attname);
    // A default that only the database or Python fills in.
    if (value === undefined) continue;
    if (field.blank && isEmpty(field, value)) continue;
    const found = await problemsOf(field, value);
    if (Array.isArray(found)) problems.add(field.name, ...(found as ValidationProblem[]));
    else (instance as unknown as Record<string, unknown>)[field.attname] = attributeValue(field, value);
  }
}

/** `Field.clean`; null: the value is right. */
async function problemsOf(
  field: FieldDescription,
  value: unknown,
): Promise<readonly ValidationProblem[] | null> {
  const end = valueField(field);
  if (isExpression(value)) return [invalidValue(end, `${value.name}(...)`)];
  let cleaned: unknown;
  try {
    cleaned = prepare(end, value);
  } catch (error) {
    if (error instanceof InvalidFieldValue) return [invalidValue(end, value)];
    throw error;
  }
  const wrong = await wrongValue(field, cleaned);
  if (wrong !== null) return [wrong];
  if (isEmpty(field, cleaned)) return null;
  const found = validatorProblems(field, cleaned);
  return found.length === 0 ? null : found;
}

/** `Field.validate`, and that of foreign keys. */
async function wrongValue(field: FieldDescription, value: unknown): Promise<ValidationProblem | null> {
  const { relation } = field;
  if (relation?.parentLink === true || field.internalType.endsWith("AutoField")) return null;
  if (field.editable) {
    if (field.choices !== null && !isEmpty(field, value) && !isChoice(field, value))
      return { message: `Value ${pythonRepr(value)} is not a valid choice.`, code: "invalid_choice" };
    if (value === null && !field.null) return NULL;
    if (!field.blank && isEmpty(field, value)) return BLANK;
  }
  return relation === null || value === null ? null : missingRow(field, value);
}

function isChoice({ choices }: FieldDescription, value: unknown): boolean {
  return choices?.some(([choice]) => fromWire(choice) === value) ?? true;
}

/** Django asks for the row at the other end. */
async function missingRow({ relation }: FieldDescription, value: unknown): Promise<ValidationProblem | null> {
  if (relation === null || relation.model === null || relation.toField === null) return null;
  const { registry } = runtime();
  const target = modelMeta(relation.model);
  const name = target.field(relation.toField)?.name ?? relation.toField;
  const { read } = target.description.database;
  if (await rowExists(baseTree(target.label, read === "python" ? null : read, { [name]: value })))
    return null;
  const message = `${target.description.verboseName} instance with ${name} ${pythonRepr(value)}`;
  return { message: `${message} ${registry.rules.missingRelatedRow}`, code: "invalid" };
}

/** `Field.empty_values`. */
function isEmpty({ internalType }: FieldDescription, value: unknown): boolean {
  if (value === null) return true;
  if (internalType === "BinaryField") return value instanceof Uint8Array && value.length === 0;
  if (value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  const plain = typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
  return plain && Object.keys(value).length === 0;
}
