import type { ErrorDetail } from "../../errors/api.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { Problem } from "../decoding/failure.ts";
import type { OnFallback } from "../schemas/parser.ts";
import type { ParameterSource } from "./sources.ts";

/** What a reader answers when it has added to the errors instead. */
export const INVALID = Symbol("invalid");

/** Reads one argument from its location: its value, or INVALID with what is wrong added to `errors`. */
export type ParameterReader = (
  source: ParameterSource<unknown>,
  errors: ErrorDetail[],
) => MaybePromise<unknown>;

export interface ReaderOptions {
  /** First in every `loc`: the location; "body" for form fields. */
  readonly loc: string;
  /** An empty text is no value: browsers send it for an empty form field. */
  readonly emptyIsMissing: boolean;
  readonly onFallback?: OnFallback | undefined;
}

/** Adds problems to the errors, at their place in the request. */
export function reject(
  problems: readonly Problem[],
  loc: readonly (string | number)[],
  errors: ErrorDetail[],
): typeof INVALID {
  for (const problem of problems) errors.push(toDetail(problem, loc));
  return INVALID;
}

export function missing(loc: readonly (string | number)[]): ErrorDetail {
  return { type: "missing", loc, msg: "Field required", input: null };
}

/** A problem at its place in the request. Key order is pydantic's. */
function toDetail({ type, msg, input, ctx, path }: Problem, loc: readonly (string | number)[]): ErrorDetail {
  return {
    type,
    loc: [...loc, ...path],
    msg,
    input: input === undefined ? null : input,
    ...(ctx !== undefined && { ctx }),
  };
}
