import { HTTPException, RequestValidationError, type ErrorDetail } from "../../errors/api.ts";
import { IntegrityError } from "../../errors/database.ts";
import { PythonError } from "../../errors/python.ts";
import type { ModelStatics } from "../../orm/model.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { constraintDetails } from "./constraint-details.ts";

export interface WriteErrorOptions {
  /** What was written, for the `input` of each problem. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Where it came from; default `["body"]`. */
  readonly loc?: readonly (string | number)[];
}

/**
 * Runs a write, and answers what the database or the model refuses in the form of a 422: each problem with the place of
 * the value that it is about. What other rows stand against (a unique value, a row that others need) is a 409, what is
 * wrong by itself (a check, the model's own validation in Python) a 422.
 *
 * ```ts
 * const book = await withWriteErrors(Book, { data }, () => Book.objects.create(data));
 * ```
 *
 * @throws RequestValidationError 422
 * @throws HTTPException 409, its detail as a 422's
 */
export async function withWriteErrors<T>(
  model: ModelStatics<ModelType> | { readonly label: string },
  { data = {}, loc = ["body"] }: WriteErrorOptions,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const meta = modelMeta(model.label);
    if (error instanceof IntegrityError) {
      const details = constraintDetails(meta, error, data, loc);
      if (error.kind === "check" || error.kind === "notNull") throw RequestValidationError.of(details, data);
      throw new HTTPException(409, details, { cause: error });
    }
    const invalid = validationDetails(error, data, loc);
    if (invalid !== null) throw RequestValidationError.of(invalid, data);
    throw error;
  }
}

/** `django.core.exceptions.ValidationError` of the model's own Python; null: it is none. */
function validationDetails(
  error: unknown,
  data: Readonly<Record<string, unknown>>,
  loc: readonly (string | number)[],
): ErrorDetail[] | null {
  if (!(error instanceof PythonError) || !error.isInstance("django.core.exceptions.ValidationError"))
    return null;
  const { messageDict, messages } = error.data as {
    messageDict?: Readonly<Record<string, readonly string[]>> | null;
    messages?: readonly string[];
  };
  const byField = messageDict ?? { [ALL]: messages ?? [error.message] };
  return Object.entries(byField).flatMap(([name, texts]) =>
    texts.map((msg) => ({
      type: "value_error",
      loc: name === ALL ? [...loc] : [...loc, name],
      msg,
      input: name === ALL ? data : (data[name] ?? null),
    })),
  );
}

/** `NON_FIELD_ERRORS`. */
const ALL = "__all__";
