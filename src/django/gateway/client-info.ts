import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import { z } from "zod";

/** Who sent a request, as the process that accepted the connection saw it. */
export interface ClientInfo {
  /** Null behind a Unix socket. */
  readonly client: readonly [host: string, port: number] | null;
  readonly scheme: "http" | "https";
}

/** docs/architecture.md, "What Django sees of the client". */
export const GATEWAY_HEADER = "x-django-fastapi-gateway";
/** The environment variable that hands the secret of this start to child processes. */
export const GATEWAY_SECRET_VARIABLE = "DJANGO_FASTAPI_GATEWAY_SECRET";

const headerSchema = z.object({
  client: z.tuple([z.string(), z.int()]).nullable(),
  scheme: z.enum(["http", "https"]),
});

const adopted = new WeakMap<IncomingMessage, ClientInfo>();

/** The request's sender: what a process of ours in front said, else the connection's other end. */
export function clientOf(request: IncomingMessage): ClientInfo {
  const known = adopted.get(request);
  if (known !== undefined) return known;
  const { remoteAddress, remotePort } = request.socket;
  return {
    client: remoteAddress === undefined ? null : [remoteAddress, remotePort ?? 0],
    scheme: (request.socket as TLSSocket).encrypted ? "https" : "http",
  };
}

/** Whether a process of ours handed the request on, and said who sent it. */
export function isHandedOn(request: IncomingMessage): boolean {
  return adopted.has(request);
}

/**
 * Takes the gateway header off a request, every copy of it, and believes it when it has the secret. For a process
 * that is not the first to see the request; `secret` null is for the first one.
 */
export function adoptClient(request: IncomingMessage, secret: string | null): void {
  const value = request.headers[GATEWAY_HEADER];
  if (value === undefined) return;
  delete request.headers[GATEWAY_HEADER];
  request.rawHeaders = withoutHeader(request.rawHeaders, GATEWAY_HEADER);
  if (secret === null || typeof value !== "string") return;
  const info = parseGatewayHeader(value, secret);
  if (info !== null) adopted.set(request, info);
}

export function gatewayHeader(info: ClientInfo, secret: string): string {
  return `${secret} ${Buffer.from(JSON.stringify(info)).toString("base64url")}`;
}

function parseGatewayHeader(value: string, secret: string): ClientInfo | null {
  const [given = "", payload = ""] = value.split(" ");
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  if (a.length !== b.length || !timingSafeEqual(a, b)) return null;
  try {
    return headerSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  } catch {
    return null;
  }
}

/** [name, value, name, value ...] without one name, whatever its case. */
export function withoutHeader(rawHeaders: readonly string[], name: string): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = rawHeaders[index] as string;
    if (header.toLowerCase() !== name) kept.push(header, rawHeaders[index + 1] as string);
  }
  return kept;
}
