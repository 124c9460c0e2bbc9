import type { Duplex } from "node:stream";

/** What a frame may hold at most; more is no frame of ours but a stream out of step. */
const LARGEST = 1024 * 1024 * 1024;
const HEADER = 4;

/** A frame: a 4-byte big-endian length, and that many bytes of UTF-8 JSON. */
export function encodeFrame(message: unknown): Buffer {
  const json = JSON.stringify(message);
  const length = Buffer.byteLength(json);
  const frame = Buffer.allocUnsafe(HEADER + length);
  frame.writeUInt32BE(length, 0);
  frame.write(json, HEADER, "utf8");
  return frame;
}

/** Calls `onMessage` with each frame of a stream. `onBroken` is called when what comes is no frame. */
export function readFrames(
  stream: Duplex,
  onMessage: (message: unknown) => void,
  onBroken: (reason: string) => void,
): void {
  let parts: Buffer[] = [];
  let buffered = 0;
  let wanted = HEADER;
  let inBody = false;
  stream.on("data", (chunk: Buffer) => {
    parts.push(chunk);
    buffered += chunk.length;
    // Joined only when a whole frame is here: a large answer comes in many chunks.
    while (buffered >= wanted) {
      const all = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts, buffered);
      const frame = all.subarray(0, wanted);
      const rest = all.subarray(wanted);
      parts = rest.length === 0 ? [] : [rest];
      buffered = rest.length;
      if (!inBody) {
        const length = frame.readUInt32BE(0);
        if (length > LARGEST) return onBroken(`a frame of ${length} bytes`);
        inBody = true;
        wanted = length;
        continue;
      }
      inBody = false;
      wanted = HEADER;
      let message: unknown;
      try {
        message = JSON.parse(frame.toString("utf8"));
      } catch {
        return onBroken("a frame that is no JSON");
      }
      onMessage(message);
    }
  });
}
