import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Whether an upgrade is to be taken as one. Clients offer others that a server may pass over (RFC 9110 7.8): Java's
 * HttpClient and `curl --http2` ask for "h2c" on every request, and are answered in HTTP/1.1.
 */
export function isWebSocket(request: IncomingMessage): boolean {
  return /(?:^|,)\s*websocket\s*(?:,|$)/i.test(request.headers.upgrade ?? "");
}

const OFFER = new Set(["upgrade", "connection", "http2-settings"]);

/**
 * Gives a request back to its server as if it had offered no upgrade. Node hands over the connection with its first
 * bytes once there is an "upgrade" listener, whatever the protocol: they are put back, and the connection begins anew.
 */
export function passOverUpgrade(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (!OFFER.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit("connection", socket);
}
