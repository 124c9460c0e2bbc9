import { serializeAnything } from "./serializer.ts";

/**
 * A value as plain JSON data: FastAPI's `jsonable_encoder`. QuerySets are read, dates become text, sets and maps
 * arrays and objects, as when the value is returned from a handler.
 *
 * @throws ResponseNotSerializable for what has no JSON form.
 */
export async function jsonableEncoder(value: unknown): Promise<unknown> {
  return JSON.parse(await serializeAnything(value)) as unknown;
}
