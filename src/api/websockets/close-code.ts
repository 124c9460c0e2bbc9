import { WebSocketUsageError } from "../../errors/websockets.ts";

/** A close frame is a control frame: 125 bytes, two of them the code (RFC 6455 section 5.5). */
const MAX_REASON_BYTES = 123;

/**
 * A code that may be sent (RFC 6455 section 7.4): 1005, 1006 and 1015 only describe what has happened.
 *
 * @throws WebSocketUsageError
 */
export function checkedCloseCode(code: number): number {
  const registered = code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006;
  if (Number.isInteger(code) && (registered || (code >= 3000 && code <= 4999))) return code;
  throw new WebSocketUsageError(
    `A WebSocket cannot be closed with ${code}: use one of status.WS_*, or 3000 to 4999 for your own`,
  );
}

/** As much of a reason as fits into the frame, cut between characters. */
export function fittingReason(reason: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of reason) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_REASON_BYTES) break;
    end += character.length;
  }
  return reason.slice(0, end);
}
