import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { HttpResponse } from "../../api/http.ts";
import type { ConnectionResult } from "../../api/websockets/connect.ts";
import { clientOf } from "../../django/gateway/client-info.ts";
import { isWebSocket } from "../../django/gateway/plain-upgrade.ts";
import { hostChecker, requestHost, requestScheme, type Socket } from "../host.ts";
import { badHost, detailResponse, NOT_FOUND } from "../refusals.ts";
import { requestIds } from "../request-id.ts";
import { parseTarget, type RequestPath } from "../request-path.ts";
import type { ServerOptions } from "../server-options.ts";
import { Connections } from "./connections.ts";
import { handshakeProblem, offeredSubprotocols } from "./handshake-problem.ts";
import { webSocketMatcher, type WebSocketMatch } from "./matcher.ts";
import { originChecker } from "./origin.ts";
import { answerPlainly } from "./plain-answer.ts";
import type { ServedWebSocket } from "./routes.ts";
import { SocketHandshake, Upgrader, type Upgrade } from "./socket-handshake.ts";
import { UpgradeRequest } from "./upgrade-request.ts";

export interface UpgradeHandler {
  readonly handleUpgrade: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends all WebSockets; what else was upgraded (Django's) is cut after the grace period. */
  close(gracePeriod: number): Promise<void>;
}

/** Takes the WebSockets of the API's paths; every other upgrade is the gateway's. */
export function createUpgradeHandler(
  options: ServerOptions,
  routes: readonly ServedWebSocket[],
): UpgradeHandler {
  const { api, settings, gateway = null, logger = {} } = options;
  const match = webSocketMatcher(routes, api.settings.rootPath);
  const isAllowedHost = hostChecker(settings);
  const isAllowedOrigin = originChecker(settings);
  const nextRequestId = requestIds();
  const upgrader = new Upgrader(settings.FASTAPI_WEBSOCKET_MAX_SIZE);
  const connections = new Connections(settings.FASTAPI_WEBSOCKET_PING_INTERVAL);
  /** Node's server forgets upgraded sockets, and then waits for them when it closes. */
  const sockets = new Set<Duplex>();
  let closing = false;

  function serve(upgrade: Upgrade, path: RequestPath, { route, pathParams }: WebSocketMatch): void {
    const { incoming, socket } = upgrade;
    const start = performance.now();
    const requestId = nextRequestId(incoming.headers["x-request-id"]);
    const encrypted = clientOf(incoming).scheme === "https";
    const scheme = requestScheme(incoming.headers, { encrypted }, settings);
    const host = requestHost(incoming.headers, incoming.socket as Socket, scheme, settings);

    const log = (status: number): void =>
      logger.request?.({
        requestId,
        method: "WEBSOCKET",
        path: path.raw,
        servedBy: "operation",
        operation: route.template,
        status,
        duration: performance.now() - start,
        client: clientOf(incoming).client?.[0] ?? null,
        aborted: status === 499,
      });
    const problem = refusalOf(incoming, host);
    if (problem !== null) {
      log(problem.status);
      void answerPlainly(incoming, socket, problem);
      return;
    }

    let answered = false;
    const request = new UpgradeRequest({
      incoming,
      socket,
      path,
      pathParams,
      rootPath: route.rootPath,
      scheme,
      host,
    });
    const served = Promise.withResolvers<void>();
    const handshake = new SocketHandshake({
      upgrade,
      upgrader,
      request,
      subprotocols: offeredSubprotocols(incoming) ?? [],
      onAnswer(status, connection) {
        answered = true;
        log(status);
        if (connection !== null) connections.add(connection, served.promise);
      },
    });
    void conclude(route.operation.connect(handshake)).finally(() => served.resolve());

    async function conclude(connecting: Promise<ConnectionResult>): Promise<void> {
      const { error } = await connecting;
      if (!answered) {
        log(499);
        socket.destroy();
      }
      if (error === undefined) return;
      const { declaredAt } = route.operation;
      logger.error?.(error, { requestId, method: "WEBSOCKET", path: path.raw, declaredAt });
    }
  }

  /** What stands before the operation: the protocol's rules, ALLOWED_HOSTS, and where the page comes from. */
  function refusalOf(incoming: IncomingMessage, host: string): HttpResponse | null {
    if (closing) return detailResponse(503, "The server is shutting down");
    const problem = handshakeProblem(incoming);
    if (problem !== null) return problem;
    if (!isAllowedHost(host)) return badHost(host, settings.DEBUG);
    if (isAllowedOrigin(incoming.headers)) return null;
    const advice = settings.DEBUG
      ? ": add its host to ALLOWED_HOSTS, or the origin to FASTAPI_CORS_ALLOW_ORIGINS"
      : "";
    return detailResponse(403, `This origin may not open a WebSocket${advice}`);
  }

  return {
    handleUpgrade(incoming, socket, head) {
      // Node took its own listener off: a reset connection would end the process.
      socket.on("error", () => socket.destroy());
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      const path = isWebSocket(incoming) ? parseTarget(incoming.url ?? "/") : null;
      const found = path === null ? null : match(path);
      if (path !== null && found !== null) serve({ incoming, socket, head }, path, found);
      else if (gateway !== null) gateway.upgrade(incoming, socket, head);
      else void answerPlainly(incoming, socket, NOT_FOUND);
    },
    async close(gracePeriod) {
      closing = true;
      setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, gracePeriod).unref();
      await connections.close(gracePeriod);
    },
  };
}
