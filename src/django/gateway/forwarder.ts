import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { clientOf } from "./client-info.ts";
import type { ExchangeHooks } from "./exchange.ts";
import { Exchange } from "./exchange.ts";
import type { ForwarderOptions } from "./forwarder-options.ts";
import { RawRequest } from "./raw-request.ts";
import { forwardUpgrade } from "./upgrade.ts";

/** Servers close connections that idle for some seconds (uvicorn: 5): we close them first. */
const IDLE_TIMEOUT = 2_000;

/** Forwards requests to one upstream server as they came: raw streams over node:http. */
export class Forwarder {
  private readonly options: ForwarderOptions;
  private readonly agent = new Agent({ keepAlive: true, timeout: IDLE_TIMEOUT });

  constructor(options: ForwarderOptions) {
    this.options = options;
    // The timeout is for idle connections; an answer may take any time.
    this.agent.on("free", (socket: Duplex & { setTimeout(ms: number): void }) =>
      socket.setTimeout(IDLE_TIMEOUT),
    );
  }

  /** Takes over an exchange of which nothing was read and nothing written. */
  forward(request: IncomingMessage, response: ServerResponse, hooks: ExchangeHooks = {}): void {
    new Exchange(request, response, (pooled) => this.open(request, pooled), this.options, hooks).start();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { address, secret } = this.options;
    const upstream = new RawRequest(request, {
      address,
      secret,
      agent: false,
      client: clientOf(request),
      keepConnection: true,
    });
    forwardUpgrade(upstream, request, socket, head);
  }

  /** Whether the upstream takes connections now; one that does not say within `timeout` milliseconds does not. */
  reachable(timeout = 1_000): Promise<boolean> {
    const { address } = this.options;
    const socket = connect("socketPath" in address ? { path: address.socketPath } : address);
    return new Promise<boolean>((resolve) => {
      socket.setTimeout(timeout, () => resolve(false));
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    }).finally(() => socket.destroy());
  }

  /** Closes the idle connections; running exchanges go on. */
  close(): void {
    this.agent.destroy();
  }

  private open(request: IncomingMessage, pooled: boolean): RawRequest {
    const { address, secret } = this.options;
    return new RawRequest(request, {
      address,
      secret,
      agent: pooled ? this.agent : false,
      client: clientOf(request),
      keepConnection: false,
    });
  }
}
