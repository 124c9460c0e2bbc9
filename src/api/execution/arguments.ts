import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { BodyPlan } from "../bodies/plan.ts";
import { compileParameterReader } from "../parameters/reader.ts";
import { INVALID } from "../parameters/reading.ts";
import type { ParameterLocation } from "../parameters/markers.ts";
import type { ResolvedParameter } from "../parameters/resolve.ts";
import { isPending } from "../pending.ts";
import type { OnFallback } from "../schemas/parser.ts";
import type { RunState } from "./run-state.ts";

/** An argument whose value is a dependency's. */
export interface DependencyArgument {
  readonly argument: string;
  readonly slot: number;
}

/** The arguments object of a handler or dependency, or INVALID with the errors added to the run's. */
export type ArgumentsReader = (run: RunState) => MaybePromise<Record<string, unknown> | typeof INVALID>;

export interface ArgumentsOptions {
  /** Keys in the order they are declared. */
  readonly names: readonly string[];
  readonly parameters: readonly ResolvedParameter[];
  readonly dependencies: readonly DependencyArgument[];
  readonly body: BodyPlan | null;
  readonly onFallback?: OnFallback | undefined;
}

/** FastAPI reports errors in this order, whatever the order of declaration. */
const ORDER: readonly ParameterLocation[] = ["path", "query", "header", "cookie", "body", "form", "file"];

type Read = (run: RunState) => MaybePromise<unknown>;

export function compileArguments(options: ArgumentsOptions): ArgumentsReader {
  const { dependencies } = options;
  // Spreading one object with all keys gives every request's arguments the same hidden class.
  const template: Record<string, unknown> = Object.fromEntries(
    options.names.map((name) => [name, undefined]),
  );
  const readers = options.parameters
    .toSorted((one, other) => ORDER.indexOf(one.location) - ORDER.indexOf(other.location))
    .map((parameter) => ({ argument: parameter.argument, read: compileReader(parameter, options) }));

  return (run) => {
    const values = { ...template };
    let valid = true;
    let pending: PromiseLike<unknown>[] | null = null;
    for (const { argument, slot } of dependencies) {
      const value = run.values[slot];
      if (value === INVALID) valid = false;
      else values[argument] = value;
    }
    const settle = (argument: string, value: unknown): void => {
      if (value === INVALID) valid = false;
      else values[argument] = value;
    };
    for (const { argument, read } of readers) {
      const value = read(run);
      if (isPending(value)) (pending ??= []).push(value.then((settled) => settle(argument, settled)));
      else settle(argument, value);
    }
    if (pending !== null) return Promise.all(pending).then(() => (valid ? values : INVALID));
    return valid ? values : INVALID;
  };
}

function compileReader(parameter: ResolvedParameter, { body, onFallback }: ArgumentsOptions): Read {
  const { location } = parameter;
  switch (location) {
    case "body":
    case "form":
    case "file": {
      const read = body?.readerOf(parameter, onFallback);
      if (read === undefined) throw new TypeError("A body argument was compiled without a plan of the body");
      return (run) => read(run.body, run.errors);
    }
    case "path":
    case "query":
    case "header":
    case "cookie": {
      const read = compileParameterReader(parameter, { loc: location, emptyIsMissing: false, onFallback });
      return (run) => read(run[location], run.errors);
    }
  }
}
