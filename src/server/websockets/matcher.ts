import { Matcher } from "../matcher.ts";
import { belowRootPath, type RequestPath } from "../request-path.ts";
import type { ServedWebSocket } from "./routes.ts";

export interface WebSocketMatch {
  readonly route: ServedWebSocket;
  readonly pathParams: Readonly<Record<string, string>>;
}

/** Finds the WebSocket of a path; null: it is not the API's. No slash redirects: a handshake is never redirected. */
export function webSocketMatcher(
  routes: readonly ServedWebSocket[],
  rootPath: string,
): (path: RequestPath) => WebSocketMatch | null {
  const method = "WEBSOCKET";
  const matcher = new Matcher(routes.map((route) => ({ method, template: route.template, value: route })));
  const base = rootPath.replace(/\/+$/, "");
  return (path) => {
    const match = matcher.match(method, belowRootPath(path.decoded, base));
    return match?.kind === "route" ? { route: match.value, pathParams: match.params } : null;
  };
}
