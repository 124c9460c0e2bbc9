import { HTTPException, RequestValidationError } from "../../errors/api.ts";
import { IntegrityError } from "../../errors/database.ts";
import { ValidationError } from "../../errors/validation.ts";
import { validationDetails } from "../../errors/validation-details.ts";
import type { ModelStatics } from "../../orm/model.ts";
import { modelMeta } from "../../orm/runtime.ts";
import { verifyingReferences } from "../../orm/transaction/verify-references.ts";
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
 * wrong by itself (a check, the model's own validation in Python) a 422. In a transaction, too, a foreign key to nowhere is
 * refused here, not when the transaction ends.
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
  const meta = modelMeta(model.label);
  try {
    return await verifyingReferences(meta.description.database.write, write);
  } catch (error) {
    if (error instanceof IntegrityError) {
      const details = constraintDetails(meta, error, data, loc);
      if (error.kind === "check" || error.kind === "notNull") throw RequestValidationError.of(details, data);
      throw new HTTPException(409, details, { cause: error });
    }
    if (error instanceof ValidationError)
      throw RequestValidationError.of(validationDetails(error, loc, data), data);
    throw error;
  }
}
