import type { BridgeRequestOptions } from "../manifest/bridge.ts";
import { runtime } from "../orm/runtime.ts";
import { answerFromWire } from "./answers.ts";
import { argumentToWire } from "./arguments.ts";

/**
 * Calls a function of `django_fastapi/services.py`. Never in a transaction around: mail, caches and queues are not rolled
 * back in Django either.
 */
export async function askService<Result>(
  name: string,
  args: readonly unknown[],
  options: BridgeRequestOptions = {},
): Promise<Result> {
  const target = `django_fastapi.services.${name}`;
  const answer = await runtime().bridge.request(
    "call",
    { target, args: args.map(argumentToWire), kwargs: {} },
    options,
  );
  return answerFromWire(answer) as Result;
}
