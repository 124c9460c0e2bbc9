import type { IncomingMessage } from "node:http";
import type { HttpResponse } from "../../api/http.ts";
import { detailResponse } from "../refusals.ts";

/** RFC 6455 section 4.2.1: 16 bytes in base64. */
const KEY = /^[+/0-9A-Za-z]{22}==$/;
/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The offered subprotocols, in the client's order; null: the header is malformed. */
export function offeredSubprotocols({ headers }: IncomingMessage): string[] | null {
  const header = headers["sec-websocket-protocol"];
  if (header === undefined) return [];
  const names = header.split(",").map((name) => name.trim());
  return names.every((name) => TOKEN.test(name)) && new Set(names).size === names.length ? names : null;
}

/** What is wrong with an opening handshake (RFC 6455 section 4.2), before anything of the API runs; null: nothing. */
export function handshakeProblem(incoming: IncomingMessage): HttpResponse | null {
  const { method, headers } = incoming;
  if (method !== "GET") return detailResponse(405, "A WebSocket is opened by GET", [["allow", "GET"]]);
  if (!KEY.test(headers["sec-websocket-key"] ?? ""))
    return detailResponse(400, "The Sec-WebSocket-Key header is missing or malformed");
  if (headers["sec-websocket-version"] !== "13")
    return detailResponse(426, "Only version 13 of the WebSocket protocol is spoken here", [
      ["sec-websocket-version", "13"],
    ]);
  if (offeredSubprotocols(incoming) === null)
    return detailResponse(400, "The Sec-WebSocket-Protocol header is malformed");
  return null;
}
