import type { Readable } from "node:stream";
import { ClientDisconnected, RequestBodyTooLarge } from "../errors/server.ts";

/**
 * Reads a stream whole, up to a limit (null: none).
 *
 * Not with `for await`: leaving such a loop destroys the request, and with it the socket that the 413 needs.
 *
 * @throws RequestBodyTooLarge as soon as the limit is passed; ClientDisconnected.
 */
export function readBody(stream: Readable, limit: number | null): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (act: () => void): void => {
      stream.off("data", onData).off("end", onEnd).off("error", onError).off("close", onClose);
      act();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (limit === null || size <= limit) chunks.push(chunk);
      else settle(() => reject(new RequestBodyTooLarge(limit)));
    };
    const onEnd = (): void =>
      settle(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const gone = (cause?: Error): void =>
      settle(() =>
        reject(
          new ClientDisconnected("The client closed the connection before its request was complete", {
            cause,
          }),
        ),
      );
    const onError = (error: Error): void => gone(error);
    const onClose = (): void => gone();
    stream.on("data", onData).on("end", onEnd).on("error", onError).on("close", onClose);
  });
}
