import type { Argument, Computed, ExpressionOn, Source, ValueField } from "../typing/expressions.ts";
import type { ModelType } from "../typing/model-type.ts";
import type { As, FieldNamed, OutputField } from "../typing/output-field.ts";
import { computed } from "./computed.ts";
import { djangoOptions } from "./options.ts";
import type { OutputOption } from "./signatures.ts";

/** What `Value()` takes. */
export type Plain = string | number | bigint | boolean | null | Date | Uint8Array;

/**
 * A value, where a text alone would be a name: `Value("sold out")`. A decimal, a date, a duration says what it is:
 * `Value("9.90", { outputField: "DecimalField" })`.
 */
export function Value<const V extends Plain, const O extends OutputField = never>(
  value: V,
  options?: OutputOption<O>,
): Computed<[O] extends [never] ? ValueField<V> : FieldNamed<O>, []> {
  return computed("Value", [value], djangoOptions({ ...options }));
}

/** An expression whose type the database cannot tell, with the field that says it. */
export function ExpressionWrapper<M extends ModelType, const A extends Source, const O extends OutputField>(
  source: Argument<M, A> | ExpressionOn<M>,
  options: { readonly outputField: O },
): Computed<As<O>, [A], M> {
  return computed("ExpressionWrapper", [source], djangoOptions(options));
}
