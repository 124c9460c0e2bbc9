import { request } from "./call.ts";
import type { CallOptions } from "./call.ts";
import type { Parameters } from "./parameters.ts";
import { parseParameters, placeArguments } from "./parameters.ts";

/** A Python function that `@django_fastapi.expose` gave to TypeScript. */
export interface PythonFunction<Args extends readonly unknown[], Result> {
  (...args: Args): Promise<Result>;
  /** The function with a deadline, a signal, or outside of the transaction around. */
  with(options: CallOptions): (...args: Args) => Promise<Result>;
}

/**
 * Declares an exposed function; generated code does.
 *
 * ```ts
 * const quote = pythonFunction<[isbn: string, copies?: number], Quote>("catalog.functions.quote", "isbn, copies");
 * const { total } = await quote.with({ deadline: 2_000 })("9780441013593");
 * ```
 */
export function pythonFunction<Args extends readonly unknown[], Result>(
  target: string,
  signature: string,
): PythonFunction<Args, Result> {
  let parameters: Parameters | null = null;
  const run = async (options: CallOptions, given: Args): Promise<Result> => {
    parameters ??= parseParameters(signature);
    const { args, kwargs } = placeArguments(target, parameters, given);
    return request<Result>(target, args, kwargs, options);
  };
  return Object.assign((...args: Args) => run({}, args), {
    with:
      (options: CallOptions) =>
      (...args: Args) =>
        run(options, args),
  });
}
