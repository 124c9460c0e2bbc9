import type { FastAPI } from "../../api/fastapi.ts";
import type { HttpResponse } from "../../api/http.ts";
import type { WebSocketHandshake } from "../../api/websockets/handshake.ts";
import { WebSocketDisconnect, WebSocketRefused } from "../../errors/websockets.ts";
import { NOT_FOUND } from "../../server/refusals.ts";
import { decodePath } from "../../server/request-path.ts";
import { webSocketMatcher } from "../../server/websockets/matcher.ts";
import { collectWebSockets } from "../../server/websockets/routes.ts";
import { InProcessRequest } from "../in-process-request.ts";
import { InProcessConnection } from "./in-process-connection.ts";
import { TestWebSocket } from "./test-web-socket.ts";

export interface OpenOptions {
  readonly subprotocols: readonly string[];
  readonly raiseServerExceptions: boolean;
}

/**
 * Opens a WebSocket of an application in this process.
 *
 * @param handshake the request that asks for it.
 * @throws WebSocketRefused with the response of the refusal; an unexpected error of the handler's.
 */
export async function openWebSocket(
  app: FastAPI,
  handshake: Request,
  { subprotocols, raiseServerExceptions }: OpenOptions,
): Promise<TestWebSocket> {
  const { pathname, search } = new URL(handshake.url);
  const path = { raw: pathname, decoded: decodePath(pathname), query: search.slice(1) };
  const match = webSocketMatcher(collectWebSockets(app), app.settings.rootPath)(path);
  if (match === null) throw refused(NOT_FOUND);

  const gone = new AbortController();
  const request = new InProcessRequest({
    request: new Request(handshake, { signal: gone.signal }),
    content: new Uint8Array(),
    pathParams: match.pathParams,
    rootPath: match.route.rootPath,
  });
  const connection = new InProcessConnection(() => gone.abort());
  const answer = Promise.withResolvers<TestWebSocket>();
  const server: WebSocketHandshake = {
    request,
    subprotocols,
    accept({ subprotocol, headers }) {
      const parts = { connection, subprotocol, headers: toHeaders(headers), served, raiseServerExceptions };
      answer.resolve(new TestWebSocket(parts));
      return Promise.resolve(connection);
    },
    refuse(response) {
      gone.abort();
      answer.reject(refused(response));
      return Promise.resolve();
    },
  };
  const served = match.route.operation.connect(server);
  // It may end without an answer: the client, which never waits here, would be gone.
  void served.finally(() => answer.reject(new WebSocketDisconnect(1006)));
  const [settled] = await Promise.allSettled([answer.promise]);
  if (settled.status === "fulfilled") return settled.value;
  const { error } = await served;
  throw error !== undefined && raiseServerExceptions ? error : settled.reason;
}

function refused({ status, headers, body }: HttpResponse): WebSocketRefused {
  const text =
    typeof body === "string" || body instanceof Uint8Array ? new Uint8Array(Buffer.from(body)) : null;
  return new WebSocketRefused(new Response(text, { status, headers: toHeaders(headers) }));
}

function toHeaders(headers: HttpResponse["headers"]): Headers {
  return new Headers(headers.map(([name, value]): [string, string] => [name, value]));
}
