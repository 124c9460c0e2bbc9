import { ServerResponse, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { Readable, type Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { HttpBody, HttpResponse } from "../../api/http.ts";

/** Answers a request to upgrade with a plain HTTP response, and ends the connection. Resolves when it is sent or cut. */
export async function answerPlainly(
  incoming: IncomingMessage,
  socket: Duplex,
  { status, headers, body }: HttpResponse,
): Promise<void> {
  const content = await readWhole(body);
  if (socket.destroyed) return;
  // Node's own response checks headers and writes them; an upgraded socket just has none yet.
  const outgoing = new ServerResponse(incoming);
  outgoing.shouldKeepAlive = false;
  outgoing.assignSocket(socket as Socket);
  for (const [name, value] of headers) outgoing.appendHeader(name, value);
  outgoing.statusCode = status;
  outgoing.setHeader("content-length", content.length);
  await new Promise<void>((resolve) => {
    socket.once("close", resolve);
    outgoing.end(content, () => socket.end(() => socket.destroy()));
    // What the client still sends is nobody's.
    socket.resume();
  });
}

async function readWhole(body: HttpBody): Promise<Uint8Array> {
  if (body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  return body instanceof Uint8Array ? body : buffer(Readable.from(body));
}
