import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { PythonBridge } from "../../manifest/bridge.ts";
import type { Gateway } from "../../manifest/gateway.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { ForwarderOptions } from "./forwarder-options.ts";
import { Forwarder } from "./forwarder.ts";

/** Paths whose answer is remembered; the URLconf does not change while the Python server runs. */
const REMEMBERED_PATHS = 1_000;

/** The gateway to the project's Python server. */
export class DjangoGateway implements Gateway {
  private readonly forwarder: Forwarder;
  private readonly bridge: PythonBridge;
  /** In order of last use. */
  private readonly resolved = new Map<string, boolean>();

  constructor(options: ForwarderOptions & { readonly bridge: PythonBridge }) {
    this.forwarder = new Forwarder(options);
    this.bridge = options.bridge;
  }

  forward(request: IncomingMessage, response: ServerResponse): void {
    this.forwarder.forward(request, response);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.forwarder.upgrade(request, socket, head);
  }

  resolves(path: string): MaybePromise<boolean> {
    const known = this.resolved.get(path);
    if (known === undefined) return this.ask(path);
    this.remember(path, known);
    return known;
  }

  reachable(): Promise<boolean> {
    return this.forwarder.reachable();
  }

  close(): void {
    this.forwarder.close();
  }

  private async ask(path: string): Promise<boolean> {
    if (!this.bridge.available) return false;
    const { resolves } = await this.bridge.request("resolve", { path });
    this.remember(path, resolves);
    return resolves;
  }

  private remember(path: string, resolves: boolean): void {
    this.resolved.delete(path);
    this.resolved.set(path, resolves);
    if (this.resolved.size <= REMEMBERED_PATHS) return;
    const [oldest] = this.resolved.keys();
    this.resolved.delete(oldest as string);
  }
}
