import type { FastAPI } from "../../api/fastapi.ts";
import type { WebSocketOperation } from "../../api/websockets/web-socket-operation.ts";

/** A WebSocket that the server serves itself. */
export interface ServedWebSocket {
  /** Full path below the root path, mounts' prefixes included. */
  readonly template: string;
  /** What the request's `rootPath` is: the root path with the mounts' prefixes. */
  readonly rootPath: string;
  readonly operation: WebSocketOperation;
}

/**
 * The WebSockets of an instance and of those mounted on it, in the order in which they are matched.
 *
 * @throws DeclarationError for what cannot work.
 */
export function collectWebSockets(
  app: FastAPI,
  prefix = "",
  rootPath = app.settings.rootPath.replace(/\/+$/, ""),
): ServedWebSocket[] {
  const own = app.webSocketOperations.map((operation) => ({
    template: prefix + operation.path,
    rootPath: rootPath + prefix,
    operation,
  }));
  const mounted = app.mounts.flatMap((mount) => collectWebSockets(mount.app, prefix + mount.path, rootPath));
  return [...own, ...mounted];
}
