import type { Agent, IncomingMessage } from "node:http";
import { ClientRequest } from "node:http";
import type { UpstreamAddress } from "./address.ts";
import type { ClientInfo } from "./client-info.ts";
import { GATEWAY_HEADER, gatewayHeader } from "./client-info.ts";
import { MAX_HEADER_SIZE } from "./http-options.ts";

export interface RawRequestOptions {
  readonly address: UpstreamAddress;
  readonly agent: Agent | false;
  readonly client: ClientInfo;
  readonly secret: string;
  /** An upgrade's Connection header belongs to the request; else it is between the client and us. */
  readonly keepConnection: boolean;
}

/**
 * The request to the upstream: the client's request line and headers as they were sent (names' case, order,
 * repetitions), and the header that says who the client is.
 */
export class RawRequest extends ClientRequest {
  constructor(incoming: IncomingMessage, options: RawRequestOptions) {
    super({
      ...options.address,
      method: incoming.method as string,
      path: incoming.url as string,
      headers: upstreamHeaders(incoming.rawHeaders, options),
      agent: options.agent,
      setHost: false,
      maxHeaderSize: MAX_HEADER_SIZE,
    } as ConstructorParameters<typeof ClientRequest>[0]);
  }
}

const sendInherited = Reflect.get(ClientRequest.prototype, "_send") as (
  ...args: readonly unknown[]
) => unknown;

/**
 * Two habits of node:http's client that change a request. Both act in its constructor, which writes the headers at
 * once when they come as an array, so that they can be met only here.
 */
Object.defineProperties(RawRequest.prototype, {
  /**
   * A request of a method like POST gets "Transfer-Encoding: chunked" when it has no framing header of its own. Such
   * a request was sent without a body, and goes on without one.
   */
  useChunkedEncodingByDefault: { get: () => false, set: () => {} },
  /** Headers that are sent before any body (Expect) would be written as UTF-8; they are bytes, one a character. */
  _send: {
    value(this: RawRequest, data: unknown, encoding: unknown, ...rest: readonly unknown[]): unknown {
      return sendInherited.call(this, data, data === "" ? "latin1" : encoding, ...rest);
    },
  },
});

/** What is said between two ends of one connection (RFC 9110 7.6.1) and framing is ours; all else is the client's. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-connection"]);

function upstreamHeaders(
  rawHeaders: readonly string[],
  { client, secret, keepConnection }: RawRequestOptions,
): string[] {
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    const lower = name.toLowerCase();
    if (lower === GATEWAY_HEADER || (!keepConnection && HOP_BY_HOP.has(lower))) continue;
    headers.push(name, rawHeaders[index + 1] as string);
  }
  headers.push(GATEWAY_HEADER, gatewayHeader(client, secret));
  // Not "close", for connections that are used once, too: a server that answers before it has read the body (401, 403)
  // would close on us while we still write, and the answer be lost. The agent closes them.
  if (!keepConnection) headers.push("connection", "keep-alive");
  return headers;
}
