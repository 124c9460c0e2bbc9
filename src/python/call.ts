import type { BridgeRequestOptions, PythonBridge } from "../manifest/bridge.ts";
import { runtime } from "../orm/runtime.ts";
import { callSession } from "../orm/transaction/python-session.ts";
import { answerFromWire } from "./answers.ts";
import { argumentToWire } from "./arguments.ts";

export interface CallOptions extends BridgeRequestOptions {
  /**
   * "around" (the default): in the transaction of the `atomic` block around, which then has to be Python's
   * (`atomic(fn, { python: true })`). "outside": in none, for functions that read and write no database.
   */
  readonly transaction?: "around" | "outside";
}

/** Arguments by position, or by name. */
export type CallArguments = readonly unknown[] | Readonly<Record<string, unknown>>;

/**
 * Calls a Python function of the project by its dotted path, in a worker. Functions that are called often are better
 * exposed (`@django_fastapi.expose`): those have types.
 *
 * ```ts
 * const total = await call<string>("shop.pricing.total", { isbn, quantity: 3 }, { deadline: 2_000 });
 * ```
 *
 * @throws PythonError what the function raised; exceptions of Django's that have a class here are that class
 * @throws PythonTimeout its deadline passed
 * @throws PythonUnavailable there is no Python
 */
export function call<Result = unknown>(
  target: string,
  args: CallArguments = [],
  options: CallOptions = {},
): Promise<Result> {
  return isList(args)
    ? request<Result>(target, args, {}, options)
    : request<Result>(target, [], args, options);
}

/** A call with arguments of both kinds. */
export async function request<Result>(
  target: string,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
  options: CallOptions,
): Promise<Result> {
  const { transaction, ...limits } = options;
  const session: Pick<PythonBridge, "request"> =
    transaction === "outside" ? runtime().bridge : callSession(target);
  const answer = await session.request(
    "call",
    { target, args: args.map(argumentToWire), kwargs: namedToWire(kwargs) },
    limits,
  );
  return answerFromWire(answer) as Result;
}

function namedToWire(
  kwargs: Readonly<Record<string, unknown>>,
): Record<string, ReturnType<typeof argumentToWire>> {
  const named: Record<string, ReturnType<typeof argumentToWire>> = {};
  for (const name in kwargs) if (kwargs[name] !== undefined) named[name] = argumentToWire(kwargs[name]);
  return named;
}

function isList(args: CallArguments): args is readonly unknown[] {
  return Array.isArray(args);
}
