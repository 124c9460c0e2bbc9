import { z } from "zod";
import type { BridgeError } from "../../errors/base.ts";
import { PythonError } from "../../errors/python.ts";
import { FieldError } from "../../errors/query.ts";

/** An exception as a worker sends it (docs/architecture.md, "The worker channel"). */
export const pythonErrorSchema = z.looseObject({
  type: z.string(),
  mro: z.array(z.string()).default([]),
  message: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
  traceback: z.string().default(""),
});
export type WirePythonError = z.infer<typeof pythonErrorSchema>;

/** Exceptions that have a class of ours, by dotted name. */
const KNOWN: Readonly<Record<string, (error: WirePythonError, cause: PythonError) => BridgeError>> = {
  "django.core.exceptions.FieldError": ({ message }, cause) => new FieldError(message, { cause }),
};

/** The error of this package that stands for a Python exception; Python's own is its cause, with the traceback. */
export function fromPython(error: WirePythonError): BridgeError {
  const plain = new PythonError(error.message === "" ? error.type : error.message, {
    pythonType: error.type,
    mro: error.mro,
    traceback: error.traceback,
    data: error.data,
  });
  const known = [error.type, ...error.mro].find((name) => Object.hasOwn(KNOWN, name));
  return known === undefined ? plain : (KNOWN[known] as (typeof KNOWN)[string])(error, plain);
}
