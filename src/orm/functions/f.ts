import type { Argument, Computed } from "../typing/expressions.ts";
import type { ModelType } from "../typing/model-type.ts";
import { computed } from "./computed.ts";

/**
 * The value of another column of the same row, read by the database: Django's F.
 *
 * ```ts
 * Book.objects.filter({ stock__gt: F("sold") });
 * Book.objects.annotate({ worth: F("price").times("stock") });
 * ```
 */
export function F<M extends ModelType, const Path extends string>(
  path: Argument<M, Path>,
): Computed<"same", [Path], M> {
  return computed("F", [path]);
}
