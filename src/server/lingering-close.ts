import type { IncomingMessage } from "node:http";
import { Socket } from "node:net";

/** How long a client may be silent that still has to send; nginx's `lingering_timeout`. */
const SILENCE = 5_000;
/** How long it is listened to at all; nginx's `lingering_time`. */
const LONGEST = 30_000;

/**
 * Lets a client finish sending before its connection is closed. Node closes as soon as an answer is out that ends a
 * connection (`Connection: close`, HTTP/1.0); if the answer came before the whole body, the kernel then replies with a
 * reset to what is still on its way, and the client loses the answer (RFC 9112, section 9.6).
 */
export function lingerBeforeClose(request: IncomingMessage): void {
  const { socket } = request;
  // What Node's server closes a connection by, once the answer is handed over.
  socket.destroySoon = () => {
    const close = (): void => Socket.prototype.destroySoon.call(socket);
    if (request.complete || socket.destroyed) return close();
    socket.end();
    socket.setTimeout(SILENCE, () => socket.destroy());
    const longest = setTimeout(() => socket.destroy(), LONGEST).unref();
    socket.once("close", () => clearTimeout(longest));
    request.once("end", close).resume();
  };
}

/** Whether a request has a body, as its head says. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > 0;
}
