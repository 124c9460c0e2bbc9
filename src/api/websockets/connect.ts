import { BridgeError } from "../../errors/base.ts";
import {
  WebSocketDisconnect,
  WebSocketException,
  WebSocketMessageValidationError,
  WebSocketRequestValidationError,
  WebSocketUsageError,
} from "../../errors/websockets.ts";
import type { Context, WebSocketContext } from "../context/context.ts";
import { RequestContext } from "../context/request-context.ts";
import { Request } from "../context/request.ts";
import type { Outcome } from "../dependencies/teardown.ts";
import type { Environment } from "../environment.ts";
import { defaultErrorResponse, isUnexpected } from "../execution/exception-handlers.ts";
import { finishRun } from "../execution/finish.ts";
import { compileCall, compileSteps } from "../execution/invoke.ts";
import type { ExecutionPlan } from "../execution/planner.ts";
import { RunState } from "../execution/run-state.ts";
import { INVALID } from "../parameters/reading.ts";
import { JSONResponse } from "../responses/json-response.ts";
import { sendResponse } from "../responses/respond.ts";
import type { Response } from "../responses/response.ts";
import { status } from "../status.ts";
import type { WebSocketHandshake } from "./handshake.ts";
import { WebSocket } from "./web-socket.ts";

export interface ConnectorOptions {
  readonly plan: ExecutionPlan;
  readonly handler: (args: never, context: WebSocketContext) => unknown;
  readonly environment: Environment;
  /** "WEBSOCKET /ws/{room}", for reports. */
  readonly operation: string;
}

export interface ConnectionResult {
  /** An unexpected error that ended the connection: for the log, never for the client. */
  readonly error?: unknown;
}

/** Serves one connection, from the handshake until its teardowns have run. Never rejects. */
export type Connector = (handshake: WebSocketHandshake) => Promise<ConnectionResult>;

export function createConnector({ plan, handler, environment, operation }: ConnectorOptions): Connector {
  const runSteps = compileSteps([...plan.early, ...plan.late], environment.appScope);
  const call = compileCall(handler as (args: never, context: Context) => unknown);

  const execute = async (run: RunState, socket: WebSocket): Promise<void> => {
    await runSteps(run);
    const args = await plan.readArguments(run);
    if (args === INVALID || run.errors.length > 0) throw new WebSocketRequestValidationError(run.errors);
    await call(args, run.context);
    if (socket.state === "connecting")
      throw new WebSocketUsageError(
        `${operation} returned without an answer to the handshake: await socket.accept(), or socket.close()`,
      );
  };

  return async (handshake) => {
    const request = new Request(handshake.request);
    const socket = new WebSocket(handshake, request, (response) => {
      const said = context.responseParameters?.headers.entries() ?? [];
      return context.applyChanges({ ...response, headers: [...response.headers, ...said] });
    });
    const context: RequestContext = new RequestContext(handshake.request, request, socket);
    const run = new RunState(handshake.request, context);
    let outcome: Outcome = null;
    try {
      await execute(run, socket);
    } catch (error) {
      outcome = { error };
    }
    // Teardowns come before the connection's end, as in FastAPI: they may still say something.
    outcome = (await run.ofFunction.unwind(outcome)) ?? outcome;
    outcome = (await run.ofRequest.unwind(outcome)) ?? outcome;
    const result = await end(socket, context, outcome, environment);
    await finishRun(run, (error) => environment.reportError(error, operation));
    return result;
  };
}

async function end(
  socket: WebSocket,
  context: RequestContext,
  outcome: Outcome,
  environment: Environment,
): Promise<ConnectionResult> {
  try {
    if (outcome === null) await socket.close();
    else if (socket.state === "connecting") return await refuse(socket, context, outcome.error, environment);
    else return await closeWith(socket, outcome.error);
    return {};
  } catch (error) {
    if (error instanceof WebSocketDisconnect) return {};
    await refuseForFailure(socket);
    return { error };
  }
}

/** An exception handler, or a change of the response, has failed itself. */
async function refuseForFailure(socket: WebSocket): Promise<void> {
  if (socket.state !== "connecting") return;
  const { statusCode, headers, body } = defaultErrorResponse(null);
  await socket.refuse({ status: statusCode, headers: headers.entries(), body }).catch(() => undefined);
}

/** Nothing was agreed yet: an error is the handshake's HTTP response, as in Starlette. */
async function refuse(
  socket: WebSocket,
  context: RequestContext,
  error: unknown,
  { exceptionHandlers }: Environment,
): Promise<ConnectionResult> {
  if (error instanceof WebSocketDisconnect) return {};
  const specific = exceptionHandlers.findSpecific(error);
  const unexpected = specific === null && isUnexpected(error);
  const handler = specific ?? (unexpected ? exceptionHandlers.ofUnexpected : null);
  const response = handler === null ? refusal(error) : await handler(error, context.request);
  await socket.refuse(await sendResponse(response, context));
  return unexpected ? { error } : {};
}

function refusal(error: unknown): Response {
  return error instanceof WebSocketRequestValidationError
    ? new JSONResponse({ detail: error.errors }, { statusCode: 403 })
    : defaultErrorResponse(error);
}

async function closeWith(socket: WebSocket, error: unknown): Promise<ConnectionResult> {
  if (error instanceof WebSocketDisconnect) {
    await socket.close();
    return {};
  }
  if (error instanceof WebSocketException) {
    await socket.close(error.closeCode, error.reason);
    return {};
  }
  if (isUnexpected(error)) {
    await socket.close(status.WS_1011_INTERNAL_ERROR);
    return { error };
  }
  // An HTTPException, or another error with a status of the client's: no status can be sent any more.
  await socket.close(status.WS_1008_POLICY_VIOLATION, closingReason(error));
  return {};
}

function closingReason(error: unknown): string {
  if (error instanceof WebSocketMessageValidationError)
    return error.errors.map(({ loc, msg }) => `${loc.slice(1).join(".")}: ${msg}`).join("; ");
  return error instanceof BridgeError ? error.publicMessage : "";
}
