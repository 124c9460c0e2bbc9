import type { Computed, Source } from "../typing/expressions.ts";
import type { As, OutputField } from "../typing/output-field.ts";
import { namedWithOptions } from "./signatures.ts";

/** What says which function of the database is called. */
export interface FuncOptions {
  /** Its name: "SOUNDEX". */
  readonly function: string;
  readonly outputField: OutputField;
  /** How it is written: `%(function)s(%(expressions)s)` unless told. */
  readonly template?: string;
}

type FuncSignature = <const Args extends readonly [...Source[], FuncOptions]>(
  ...args: Args
) => Computed<
  Args extends readonly [...unknown[], { readonly outputField: infer O }] ? As<O> : never,
  Args extends readonly [...infer Sources, unknown] ? Sources : never
>;

/**
 * A function of the database that has no class of its own: Django's Func, by a Python process.
 *
 * ```ts
 * Author.objects.annotate({ sound: Func("name", { function: "SOUNDEX", outputField: "CharField" }) });
 * ```
 */
export const Func = namedWithOptions<FuncSignature>("Func");
