import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";

/** A request as bytes. */
export interface RecordedRequest {
  readonly requestLine: string;
  /** "Name: value" lines as they came. */
  readonly headerLines: readonly string[];
  /** Unchunked. */
  readonly body: Buffer;
  readonly chunked: boolean;
}

export interface Recorder {
  readonly port: number;
  /** The requests that arrived since the last call. */
  take(): RecordedRequest[];
  close(): Promise<void>;
}

/**
 * An upstream that is no HTTP server: it splits the bytes that arrive into requests by hand and answers each one with
 * 200, after a 100 when that is expected.
 */
export async function startRecorder(): Promise<Recorder> {
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    const parts: Buffer[] = [];
    let size = 0;
    let needed = 0;
    let continued = false;
    socket.on("data", (chunk) => {
      parts.push(chunk);
      size += chunk.length;
      if (size < needed) return;
      let bytes: Buffer = Buffer.concat(parts.splice(0));
      for (;;) {
        const head = readHead(bytes);
        if (head?.expects === true && !continued) {
          continued = true;
          socket.write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        needed = head === null || head.length === null ? 0 : head.bodyStart + head.length;
        const done = head === null ? null : finish(bytes, head);
        if (done === null) break;
        requests.push(done.request);
        continued = false;
        const bodyless = done.request.requestLine.startsWith("HEAD ");
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n${bodyless ? "" : "ok"}`);
        bytes = bytes.subarray(done.end);
      }
      parts.push(bytes);
      size = bytes.length;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    take: () => requests.splice(0),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

interface Head {
  readonly requestLine: string;
  readonly headerLines: readonly string[];
  readonly bodyStart: number;
  /** Null: chunked. */
  readonly length: number | null;
  readonly expects: boolean;
}

function readHead(bytes: Buffer): Head | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const [requestLine, ...headerLines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const header = (name: string): string | undefined =>
    headerLines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  return {
    requestLine: requestLine as string,
    headerLines,
    bodyStart: end + 4,
    length: header("transfer-encoding") === "chunked" ? null : Number(header("content-length") ?? 0),
    expects: header("expect")?.toLowerCase() === "100-continue",
  };
}

function finish(bytes: Buffer, head: Head): { request: RecordedRequest; end: number } | null {
  const { requestLine, headerLines, bodyStart, length } = head;
  if (length !== null) {
    const end = bodyStart + length;
    if (bytes.length < end) return null;
    const body = Buffer.from(bytes.subarray(bodyStart, end));
    return { request: { requestLine, headerLines, body, chunked: false }, end };
  }
  const chunks: Buffer[] = [];
  for (let at = bodyStart; ;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    const chunkEnd = lineEnd + 2 + size + 2;
    if (bytes.length < chunkEnd) return null;
    if (size === 0) {
      const body = Buffer.concat(chunks);
      return { request: { requestLine, headerLines, body, chunked: true }, end: chunkEnd };
    }
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = chunkEnd;
  }
}
