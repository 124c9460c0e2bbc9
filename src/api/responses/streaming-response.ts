import type { Readable } from "node:stream";
import { Response, type ResponseOptions } from "./response.ts";

export type StreamContent =
  | Readable
  | ReadableStream<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>;

/** Sends chunks as they come: from a generator, a stream, anything that can be iterated. */
export class StreamingResponse extends Response {
  constructor(content: StreamContent, options?: ResponseOptions) {
    super(Symbol.asyncIterator in content ? content : asynchronous(content), options);
  }
}

async function* asynchronous<T>(values: Iterable<T>): AsyncGenerator<T, void, undefined> {
  yield* values;
}
