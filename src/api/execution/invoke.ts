import { runAsynchronous } from "../../orm/synchronous.ts";
import { andThen, isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";
import type { Context } from "../context/context.ts";
import type { AppScope } from "../dependencies/app-scope.ts";
import { advance, isGenerator } from "../dependencies/teardown.ts";
import { INVALID } from "../parameters/reading.ts";
import { isPending } from "../pending.ts";
import type { Step } from "./planner.ts";
import type { RunState } from "./run-state.ts";

/** A user's function as it is called: an `async` one runs where synchronous queries are refused. */
export type Call = (args: unknown, context: Context) => unknown;

export function compileCall(call: (args: never, context: Context) => unknown): Call {
  const plain = call as Call;
  const kind = call.constructor.name;
  return kind === "AsyncFunction" || kind === "AsyncGeneratorFunction"
    ? (args, context) => runAsynchronous(() => plain(args, context))
    : plain;
}

/** Steps one after another; without a promise as long as none of them waits. */
export function compileSteps(
  steps: readonly Step[],
  appScope: AppScope,
): (run: RunState) => MaybePromise<void> {
  const calls: readonly Call[] = steps.map((step) => compileCall(step.dependency.call));
  const runFrom = (run: RunState, from: number): MaybePromise<void> => {
    for (let index = from; index < steps.length; index++) {
      const done = runStep(run, steps[index] as Step, calls[index] as Call, appScope);
      if (isPromiseLike(done)) return done.then(() => runFrom(run, index + 1));
    }
    return undefined;
  };
  return (run) => runFrom(run, 0);
}

/** Runs a dependency whose arguments are there, and puts its value into its slot. */
function runStep(run: RunState, step: Step, call: Call, appScope: AppScope): MaybePromise<void> {
  return andThen(step.readArguments(run), (args): MaybePromise<void> => {
    if (args === INVALID) {
      run.values[step.slot] = INVALID;
      return undefined;
    }
    const context = step.scopes.length === 0 ? run.context : run.context.withScopes(step.scopes);
    const result =
      step.dependency.scope === "app"
        ? appScope.get(step.dependency, () => call(args, context))
        : enter(run, step, call(args, context));
    if (!isPending(result)) {
      run.values[step.slot] = result;
      return undefined;
    }
    return result.then((value) => void (run.values[step.slot] = value));
  });
}

/** A generator's value is what it yields; it waits for its teardown from then on. */
function enter(run: RunState, step: Step, result: unknown): unknown {
  if (!isGenerator(result)) return result;
  return andThen(
    advance(result, () => result.next()),
    ({ done, value }) => {
      if (done !== true) (step.dependency.scope === "function" ? run.ofFunction : run.ofRequest).push(result);
      return value;
    },
  );
}
