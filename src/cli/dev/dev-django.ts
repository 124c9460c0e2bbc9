import { Forwarder } from "../../django/gateway/forwarder.ts";
import type { UpstreamAddress } from "../../django/gateway/address.ts";
import type { PythonServerOptions } from "../../django/python-server.ts";
import { PythonServer } from "../../django/python-server.ts";

/** Requests wait this long for Django when it crashed and is started again. */
const PATIENCE = 10_000;

/** The Python server of the development server, and the way to it for Django's pages while the API is broken. */
export class DevDjango {
  readonly forwarder: Forwarder;
  private readonly server: PythonServer;

  private constructor(server: PythonServer, secret: string) {
    this.server = server;
    this.forwarder = new Forwarder({ address: server.address, secret, patience: PATIENCE });
  }

  /** @throws ProjectDoesNotStart */
  static async start(options: PythonServerOptions): Promise<DevDjango> {
    return new DevDjango(await PythonServer.start(options), options.secret);
  }

  get address(): UpstreamAddress {
    return this.server.address;
  }

  async stop(): Promise<void> {
    this.forwarder.close();
    await this.server.stop();
  }
}
