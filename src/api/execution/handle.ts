import { isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";
import { RequestContext } from "../context/request-context.ts";
import type { Environment } from "../environment.ts";
import type { HttpRequest, HttpResponse } from "../http.ts";
import { Response } from "../responses/response.ts";
import { prepare, sendResponse } from "../responses/respond.ts";
import { defaultErrorResponse, isUnexpected } from "./exception-handlers.ts";
import type { Executor } from "./executor.ts";
import { finishRun } from "./finish.ts";
import { RunState } from "./run-state.ts";

export interface HandleOptions {
  /** "GET /books/{book_id}", for reports. */
  readonly operation: string;
  readonly environment: Environment;
  readonly execute: Executor;
}

/** Answers one request: middlewares around the executor, errors turned into responses, what is left for afterwards. */
export function handleRequest(request: HttpRequest, options: HandleOptions): MaybePromise<HttpResponse> {
  const run = new RunState(request, new RequestContext(request));
  const answered =
    options.environment.middlewares.length === 0
      ? answer(run, options)
      : answerThroughMiddlewares(run, options);
  return isPromiseLike(answered)
    ? answered.then((response) => withFinish(run, response, options))
    : withFinish(run, answered, options);
}

function answer(run: RunState, options: HandleOptions): MaybePromise<HttpResponse> {
  let response: MaybePromise<HttpResponse>;
  try {
    response = options.execute(run);
  } catch (error) {
    return change(run, fail(run, error, options), options);
  }
  return isPromiseLike(response)
    ? change(
        run,
        response.then(undefined, (error: unknown) => fail(run, error, options)),
        options,
      )
    : change(run, response, options);
}

/** Makes the changes that were asked for; one that fails makes an error of the response, which the others still change. */
function change(
  run: RunState,
  response: MaybePromise<HttpResponse>,
  options: HandleOptions,
): MaybePromise<HttpResponse> {
  if (isPromiseLike(response)) return response.then((settled) => change(run, settled, options));
  const failed = async (error: unknown): Promise<HttpResponse> =>
    change(run, await answerError(run, error, options), options);
  try {
    const changed = run.context.applyChanges(response);
    return isPromiseLike(changed) ? changed.then(undefined, failed) : changed;
  } catch (error) {
    return failed(error);
  }
}

/** Tears the dependencies down, which learn of the error and may replace it, and lets a handler answer it. */
async function fail(run: RunState, error: unknown, options: HandleOptions): Promise<HttpResponse> {
  const ofFunction = (await run.ofFunction.unwind({ error })) ?? { error };
  const outcome = (await run.ofRequest.unwind(ofFunction)) ?? ofFunction;
  return answerError(run, outcome.error, options);
}

async function answerError(
  run: RunState,
  error: unknown,
  { environment }: HandleOptions,
): Promise<HttpResponse> {
  // What was said of the response that now does not come is void, its background tasks too.
  run.context.reset();
  const { exceptionHandlers } = environment;
  const specific = exceptionHandlers.findSpecific(error);
  const unexpected = specific === null && isUnexpected(error);
  const handler = specific ?? (unexpected ? exceptionHandlers.ofUnexpected : null);
  try {
    const response =
      handler === null ? defaultErrorResponse(error) : await handler(error, run.context.request);
    const sent = await sendResponse(response, run.context);
    return unexpected ? { ...sent, error } : sent;
  } catch (failure) {
    // The handler's own failure is what is told; it would hide what it was to handle.
    if (failure instanceof Error && failure !== error) failure.cause ??= error;
    return { ...(await sendResponse(defaultErrorResponse(null), run.context)), error: failure };
  }
}

/** The first of them is the outermost; each gets the response of what is inside of it. */
async function answerThroughMiddlewares(run: RunState, options: HandleOptions): Promise<HttpResponse> {
  const { middlewares } = options.environment;
  let unexpected: Pick<HttpResponse, "error"> = {};
  const call = async (index: number): Promise<Response> => {
    const middleware = middlewares[index];
    if (middleware !== undefined)
      return prepare(await middleware(run.context.request, () => call(index + 1)), run.context);
    const inner = await answer(run, options);
    if ("error" in inner) unexpected = { error: inner.error };
    // A mounted application's answer has its own end.
    if (inner.finished !== undefined) (run.context.cleanUps ??= []).push(inner.finished);
    return toResponse(inner);
  };
  try {
    return { ...fromResponse(await call(0)), ...unexpected };
  } catch (error) {
    return answerError(run, error, options);
  }
}

function toResponse({ status, headers, body, withheld }: HttpResponse): Response {
  const response = new Response(body, { statusCode: status });
  for (const name of withheld ?? []) response.headers.set(name, null);
  for (const [name, value] of headers) response.headers.append(name, value);
  return response;
}

function fromResponse({ statusCode, headers, body }: Response): HttpResponse {
  const { withheld } = headers;
  return { status: statusCode, headers: headers.entries(), body, ...(withheld !== null && { withheld }) };
}

/** Nothing is added where there is nothing to do. */
function withFinish(run: RunState, response: HttpResponse, options: HandleOptions): HttpResponse {
  const { backgroundTasks, cleanUps } = run.context;
  if (backgroundTasks === null && cleanUps === null && run.ofRequest.size === 0) return response;
  let finishing: Promise<void> | null = null;
  const { environment, operation } = options;
  const report = (error: unknown): void => environment.reportError(error, operation);
  return { ...response, finished: () => (finishing ??= finishRun(run, report)) };
}
