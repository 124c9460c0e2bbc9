import { ArgumentDeclarationError } from "../../errors/api.ts";
import type { Environment } from "../environment.ts";
import { planExecution, type ExecutionPlan } from "../execution/planner.ts";
import { checkOperations } from "../operations/check.ts";
import { flattenWebSockets, type FlatWebSocketRoute } from "../operations/flatten.ts";
import { parameterNames, parseTemplate } from "../paths/template.ts";
import type { APIRouter } from "../routing/router.ts";
import { createConnector, type ConnectionResult, type Connector } from "./connect.ts";
import type { WebSocketHandshake } from "./handshake.ts";

/** A WebSocket that an application serves, finished: prefixes joined, dependencies flattened. */
export interface WebSocketOperation {
  readonly path: string;
  /** The handler's name, or the one given; null for an anonymous one. */
  readonly name: string | null;
  readonly tags: readonly string[];
  readonly declaredAt: string | null;
  /** Serves a connection to its end, teardowns included. Never rejects. */
  connect(handshake: WebSocketHandshake): Promise<ConnectionResult>;
}

/**
 * The WebSockets of an application, in the order in which they are matched.
 *
 * @throws DeclarationError for what cannot work.
 */
export function buildWebSocketOperations(router: APIRouter, environment: Environment): WebSocketOperation[] {
  const routes = flattenWebSockets(router);
  checkOperations(routes.map((route) => ({ ...route, methods: ["WEBSOCKET"] })));
  return routes.map((route) => createOperation(route, environment));
}

function createOperation(route: FlatWebSocketRoute, environment: Environment): WebSocketOperation {
  const { path, options, handler, declaredAt, tags } = route;
  const { dependencyOverrides } = environment;
  const compile = (): Connector =>
    createConnector({
      plan: planWebSocket(route, environment),
      handler,
      environment,
      operation: `WEBSOCKET ${path}`,
    });
  let connect = compile();
  let plannedFor = dependencyOverrides.version;
  const name = options.name ?? handler.name;
  return {
    path,
    name: name === "" ? null : name,
    tags: [...new Set(tags)],
    declaredAt,
    connect(handshake) {
      if (dependencyOverrides.version !== plannedFor) {
        connect = compile();
        plannedFor = dependencyOverrides.version;
      }
      return connect(handshake);
    },
  };
}

function planWebSocket(route: FlatWebSocketRoute, environment: Environment): ExecutionPlan {
  const { path, options, dependencies, authentication, declaredAt } = route;
  const plan = planExecution({
    scope: {
      method: "WEBSOCKET",
      path,
      pathNames: new Set(parameterNames(parseTemplate(path, declaredAt))),
      declaredAt,
    },
    // Names the body's schema, which there is none of.
    operationId: "",
    args: options.args ?? {},
    dependencies,
    authentication,
    resolveOverride: (dependency) => environment.dependencyOverrides.resolve(dependency),
    onFallback: (schema, reason) => environment.onFallback(schema, reason, `WEBSOCKET ${path}`),
  });
  if (plan.body !== null)
    throw new ArgumentDeclarationError(
      `WEBSOCKET ${path}: what opens a WebSocket has no body: receive it as a message, or mark the argument with query()`,
      declaredAt,
    );
  return plan;
}
