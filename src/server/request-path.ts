/** A request target in its parts, as it was sent and as it is matched. */
export interface RequestPath {
  /** Still percent-encoded, without the query. */
  readonly raw: string;
  /** Percent-decoded once, which is what Starlette and Django match. */
  readonly decoded: string;
  readonly query: string;
}

/** Takes a request target (`request.url`) apart; null for one that is no path ("*", "http://host/x"). */
export function parseTarget(target: string): RequestPath | null {
  if (!target.startsWith("/")) return null;
  const mark = target.indexOf("?");
  const raw = mark === -1 ? target : target.slice(0, mark);
  return { raw, decoded: decodePath(raw), query: mark === -1 ? "" : target.slice(mark + 1) };
}

/**
 * `urllib.parse.unquote` as ASGI servers apply it: what is no escape stays as it is, bytes that are no UTF-8 become
 * U+FFFD. (`decodeURIComponent` throws on both.) Characters above ASCII are raw bytes: Node reads targets as latin1.
 */
export function decodePath(raw: string): string {
  // oxlint-disable-next-line no-control-regex
  if (!raw.includes("%") && /^[\x00-\x7f]*$/.test(raw)) return raw;
  const bytes = raw.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The path that is matched: without the root path where a proxy has left it there, as Starlette's `get_route_path`. */
export function belowRootPath(path: string, rootPath: string): string {
  if (rootPath === "" || !path.startsWith(rootPath)) return path;
  const rest = path.slice(rootPath.length);
  if (rest === "") return "/";
  return rest.startsWith("/") ? rest : path;
}
