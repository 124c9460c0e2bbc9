import {
  DatabaseError,
  DateTime,
  FieldError,
  FieldFile,
  MultipleObjectsReturned,
  ObjectDoesNotExist,
  QueryError,
  isEvaluable,
} from "django-fastapi-bridge/orm";
import { ModelInstance } from "../../src/orm/instance.ts";
import { INSTANCE_MODEL } from "../../src/orm/query/tree.ts";

/** What a case answers, as JSON that tells types apart; `oracle.py` writes Django's answer in the same form. */
export async function encodeAnswer(ask: () => unknown): Promise<unknown> {
  try {
    const answer: unknown = await ask();
    return encode(isEvaluable(answer) ? await answer.evaluate() : answer, []);
  } catch (error) {
    if (error instanceof FieldError) return { error: "FieldError", message: error.message };
    if (error instanceof ObjectDoesNotExist) return { error: "DoesNotExist", message: error.message };
    if (error instanceof MultipleObjectsReturned)
      return { error: "MultipleObjectsReturned", message: error.message };
    if (error instanceof DatabaseError)
      return { error: error.constructor.name, message: firstSentence(error.message) };
    if (error instanceof QueryError) return { error: "ValueError", message: error.message };
    throw error;
  }
}

/** Ours may go on and say what to do. */
function firstSentence(message: string): string {
  return message.replace(/\. .*$/s, ".");
}

function encode(value: unknown, above: readonly ModelInstance[]): unknown {
  if (typeof value === "bigint") return { int: value.toString() };
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => encode(item, above));
  if (value instanceof DateTime) return { datetime: sixDigits(value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (value instanceof FieldFile) return { file: value.name };
  if (value instanceof ModelInstance) return encodeInstance(value, above);
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  const pairs = entries.map(([key, item]) => [encode(key, above), encode(item, above)]);
  return { dict: pairs.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)) };
}

function encodeInstance(instance: ModelInstance, above: readonly ModelInstance[]): unknown {
  if (above.includes(instance)) return { above: instance[INSTANCE_MODEL], pk: encode(instance.pk, []) };
  const inside = [...above, instance];
  const encodeAll = (record: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(record).map(([name, item]) => [name, encode(item, inside)]));
  return {
    model: instance[INSTANCE_MODEL],
    fields: encodeAll(instance),
    related: sortKeys(encodeAll(ModelInstance.related(instance) ?? {})),
  };
}

function sortKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function sixDigits(value: DateTime): string {
  return value.toISOString().replace("Z", "").padEnd(26, "0").concat("Z");
}
