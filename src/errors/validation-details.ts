import type { ErrorDetail } from "./api.ts";
import { NON_FIELD_ERRORS } from "./validation.ts";
import type { ValidationError } from "./validation.ts";

/**
 * What is wrong with a row, as a 422 has it: each message with the place of its value.
 *
 * @param loc where the row came from: `["body"]`
 * @param data what came; undefined: it is not known, and neither is each problem's `input`
 */
export function validationDetails(
  { problems }: ValidationError,
  loc: readonly (string | number)[],
  data?: Readonly<Record<string, unknown>>,
): ErrorDetail[] {
  return Object.entries(problems).flatMap(([name, found]) =>
    found.map(({ message, code }) => ({
      type: "value_error",
      loc: name === NON_FIELD_ERRORS ? [...loc] : [...loc, name],
      msg: message,
      input: name === NON_FIELD_ERRORS ? (data ?? null) : (data?.[name] ?? null),
      ...(code === null ? {} : { ctx: { code } }),
    })),
  );
}
