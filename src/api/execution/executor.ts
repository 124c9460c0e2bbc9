import { RequestValidationError } from "../../errors/api.ts";
import { isPendingRow } from "../../orm/pending-row.ts";
import { isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";
import type { Context } from "../context/context.ts";
import type { AppScope } from "../dependencies/app-scope.ts";
import type { Outcome } from "../dependencies/teardown.ts";
import type { HttpResponse } from "../http.ts";
import { INVALID } from "../parameters/reading.ts";
import { isPending } from "../pending.ts";
import type { Responder } from "../responses/respond.ts";
import type { HttpMethod } from "../operations/operation.ts";
import type { RouteOptions } from "../routing/route.ts";
import { inRequestTransaction } from "./atomic-request.ts";
import { compileCall, compileSteps } from "./invoke.ts";
import type { ExecutionPlan } from "./planner.ts";
import type { RunState } from "./run-state.ts";

export interface ExecutorOptions {
  readonly plan: ExecutionPlan;
  readonly handler: (args: never, context: Context) => unknown;
  readonly respond: Responder;
  readonly appScope: AppScope;
  readonly strictContentType: () => boolean;
  readonly method: HttpMethod;
  readonly atomic: RouteOptions["atomic"];
}

/** Runs an operation for one request: dependencies, arguments, handler, response. Errors are thrown. */
export type Executor = (run: RunState) => MaybePromise<HttpResponse>;

export function createExecutor({
  plan,
  handler,
  respond,
  appScope,
  strictContentType,
  method,
  atomic,
}: ExecutorOptions): Executor {
  const { body } = plan;
  const early = compileSteps(plan.early, appScope);
  const late = compileSteps(plan.late, appScope);
  const call = compileCall(handler);

  const callHandler = (run: RunState): MaybePromise<HttpResponse> => {
    const args = plan.readArguments(run);
    return isPromiseLike(args) ? args.then((settled) => callWith(run, settled)) : callWith(run, args);
  };
  const callWith = (
    run: RunState,
    args: Record<string, unknown> | typeof INVALID,
  ): MaybePromise<HttpResponse> => {
    if (args === INVALID || run.errors.length > 0) throw RequestValidationError.of(run.errors, bodyOf(run));
    const value = call(args, run.context);
    // A row that nobody has read yet is planned from what is sent of it.
    return isPending(value) && !isPendingRow(value)
      ? value.then((settled) => finish(run, settled))
      : finish(run, value);
  };
  /** Response first: what a "function" dependency holds (a transaction) must cover the rows that are read for it. */
  const finish = (run: RunState, value: unknown): MaybePromise<HttpResponse> => {
    const response = respond(value, run.context);
    if (run.ofFunction.size === 0) return response;
    return isPromiseLike(response)
      ? response.then((settled) => closeFunction(run, settled))
      : closeFunction(run, response);
  };
  // The body is read before: a transaction does not wait for a slow upload.
  const afterSteps = inRequestTransaction(atomic, method, (run: RunState): MaybePromise<HttpResponse> => {
    const done = late(run);
    return isPromiseLike(done) ? done.then(() => callHandler(run)) : callHandler(run);
  });

  if (body === null) return afterSteps;
  return (run) => {
    run.context.declaredBody = body.kind;
    const read = (): PromiseLike<HttpResponse> =>
      body
        .read(run.request, {
          strictContentType: strictContentType(),
          readForm: () => run.context.readForm(),
        })
        .then((content) => {
          run.body = content;
          return afterSteps(run);
        });
    const done = early(run);
    return isPromiseLike(done) ? done.then(read) : read();
  };
}

function closeFunction(run: RunState, response: HttpResponse): MaybePromise<HttpResponse> {
  const throwOrRespond = (outcome: Outcome): HttpResponse => {
    if (outcome !== null) throw outcome.error;
    return response;
  };
  const outcome = run.ofFunction.unwind(null);
  return isPromiseLike(outcome) ? outcome.then(throwOrRespond) : throwOrRespond(outcome);
}

function bodyOf({ body }: RunState): unknown {
  switch (body.kind) {
    case "none":
      return undefined;
    case "json":
    case "text":
      return body.value;
    case "form":
      return Object.fromEntries([...body.fields.names()].map((name) => [name, body.fields.get(name)]));
  }
}
