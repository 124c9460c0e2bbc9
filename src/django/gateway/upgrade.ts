import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { RawRequest } from "./raw-request.ts";

/**
 * Carries an upgrade (WebSocket) through. When the upstream agrees, bytes go both ways until either end closes. When
 * it does not, its answer is given and the connection closed: a next request on it would pass us by.
 */
export function forwardUpgrade(
  upstream: RawRequest,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.on("error", () => upstream.destroy());
  socket.on("close", () => upstream.destroy());
  upstream.on("error", () => refuse(socket));
  upstream.on("upgrade", (answer, upstreamSocket, upstreamHead) => {
    socket.write(answerHead(answer, []));
    if (upstreamHead.length > 0) socket.write(upstreamHead);
    if (head.length > 0) upstreamSocket.write(head);
    connect(socket, upstreamSocket);
    connect(upstreamSocket, socket);
  });
  upstream.on("response", (answer) => {
    socket.write(answerHead(answer, ["Connection", "close"]));
    answer.pipe(socket);
  });
  upstream.end();
  // A body of the upgrade request itself is not defined for WebSockets; what follows is the new protocol's.
  request.resume();
}

/** One direction. Not by `pipeline`: two of them add more listeners to a socket than Node takes for no leak. */
function connect(from: Duplex, to: Duplex): void {
  from.pipe(to);
  from.on("error", () => to.destroy());
  // What is written already still goes out.
  from.on("close", () => to.end(() => to.destroy()));
}

const REPLACED = new Set(["connection", "transfer-encoding", "keep-alive"]);

/** An answer's status line and headers as bytes; `replacement` stands for those of the connection and framing. */
function answerHead(answer: IncomingMessage, replacement: readonly string[]): Buffer {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  const add = (headers: readonly string[], skipped: ReadonlySet<string>): void => {
    for (let index = 0; index < headers.length; index += 2) {
      const name = headers[index] as string;
      if (!skipped.has(name.toLowerCase())) lines.push(`${name}: ${headers[index + 1]}`);
    }
  };
  add(answer.rawHeaders, replacement.length === 0 ? new Set() : REPLACED);
  add(replacement, new Set());
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

function refuse(socket: Duplex): void {
  if (socket.destroyed || !socket.writable) return;
  socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
