import type { IncomingHttpHeaders } from "node:http";
import type { ServerSettings } from "./settings.ts";

type HostSettings = Pick<
  ServerSettings,
  "DEBUG" | "ALLOWED_HOSTS" | "USE_X_FORWARDED_HOST" | "USE_X_FORWARDED_PORT" | "SECURE_PROXY_SSL_HEADER"
>;

/** `django.http.request.host_validation_re`. */
const VALID_HOST = /^([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::([0-9]+))?$/;
/** What `HttpRequest.get_host` allows under DEBUG when ALLOWED_HOSTS is empty. */
const DEBUG_HOSTS = [".localhost", "127.0.0.1", "[::1]"];

export interface Socket {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly encrypted?: boolean;
}

/** `HttpRequest.scheme`: what the proxy says in SECURE_PROXY_SSL_HEADER's header, else the socket's. */
export function requestScheme(
  headers: IncomingHttpHeaders,
  socket: Socket,
  settings: HostSettings,
): "http" | "https" {
  if (settings.SECURE_PROXY_SSL_HEADER !== null) {
    const [name, secureValue] = settings.SECURE_PROXY_SSL_HEADER;
    const value = header(headers, name.replace(/^HTTP_/, "").replaceAll("_", "-"));
    // Of several values the first counts, as the proxy nearest to the client wrote it (Django >= 4.2).
    if (value !== undefined) return value.split(",", 1)[0]?.trim() === secureValue ? "https" : "http";
  }
  return socket.encrypted === true ? "https" : "http";
}

/** `HttpRequest._get_raw_host`, for a request of this scheme. */
export function requestHost(
  headers: IncomingHttpHeaders,
  socket: Socket,
  scheme: "http" | "https",
  settings: HostSettings,
): string {
  const forwarded = settings.USE_X_FORWARDED_HOST ? header(headers, "x-forwarded-host") : undefined;
  const sent = forwarded ?? headers.host;
  if (sent !== undefined) return sent;
  const port =
    (settings.USE_X_FORWARDED_PORT ? header(headers, "x-forwarded-port") : undefined) ??
    `${socket.localPort}`;
  const name = socket.localAddress ?? "localhost";
  return port === (scheme === "https" ? "443" : "80") ? name : `${name}:${port}`;
}

/** A checker after `HttpRequest.get_host` and `validate_host`; it remembers what it allowed. */
export function hostChecker(settings: HostSettings): (host: string) => boolean {
  const patterns =
    settings.DEBUG && settings.ALLOWED_HOSTS.length === 0 ? DEBUG_HOSTS : settings.ALLOWED_HOSTS;
  const allowed = patterns.map((pattern) => pattern.toLowerCase());
  let lastAllowed: string | null = null;
  return (host) => {
    if (host === lastAllowed) return true;
    const domain = VALID_HOST.exec(host.toLowerCase())?.[1]?.replace(/\.$/, "") ?? "";
    if (domain === "" || !allowed.some((pattern) => matches(domain, pattern))) return false;
    lastAllowed = host;
    return true;
  };
}

/** `django.utils.http.is_same_domain`, and "*". */
function matches(domain: string, pattern: string): boolean {
  if (pattern === "*" || pattern === domain) return true;
  return pattern.startsWith(".") && (domain.endsWith(pattern) || domain === pattern.slice(1));
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(",") : value;
}
