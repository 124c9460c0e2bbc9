import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One request; rejects when the connection is refused or breaks. */
export function get(
  port: number,
  path: string,
  options: { readonly agent?: Agent; readonly accept?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        path,
        ...(options.agent === undefined ? { agent: false } : { agent: options.agent }),
        headers: { accept: options.accept ?? "application/json" },
      },
      (answer: IncomingMessage) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => (body += chunk));
        answer.on("end", () => resolve({ status: answer.statusCode as number, body }));
        answer.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** Requests without pause, on kept and on fresh connections, until it is stopped. */
export class ConstantLoad {
  readonly statuses = new Map<string, number>();
  /** Connections that were refused, reset, or cut. */
  readonly errors: string[] = [];
  private running = true;
  private readonly loops: Promise<void>[];
  private readonly agent = new Agent({ keepAlive: true });

  constructor(port: number, paths: readonly string[]) {
    this.loops = paths.flatMap((path) => [this.loop(port, path, true), this.loop(port, path, false)]);
  }

  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.loops);
    this.agent.destroy();
  }

  get total(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  private async loop(port: number, path: string, keepAlive: boolean): Promise<void> {
    while (this.running) {
      try {
        const { status } = await get(port, path, keepAlive ? { agent: this.agent } : {});
        const key = `${path} ${status}`;
        this.statuses.set(key, (this.statuses.get(key) ?? 0) + 1);
      } catch (error) {
        this.errors.push(`${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
      }
    }
  }
}
