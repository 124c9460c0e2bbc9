import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { nothingLeft, processesOf } from "../dev/dev-server.ts";
import { djangoPython } from "../support/python.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const example = join(root, "example");

/** Where Python finds our side and the probe's settings, and which Node it starts. */
export function frontEnvironment(env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const path = [join(root, "tests", "servers", "apps"), join(root, "python"), example];
  return {
    ...process.env,
    PYTHONPATH: path.join(delimiter),
    DJANGO_SETTINGS_MODULE: "front_settings",
    PROBE_NODE: process.execPath,
    NO_COLOR: "1",
    ...env,
  };
}

/** A database of the example's, and the mark by which its processes are found. */
export class ProbeProject {
  readonly folder = mkdtempSync(join(tmpdir(), "bridge-front-"));
  readonly env = frontEnvironment({
    EXAMPLE_DATABASE: "sqlite",
    EXAMPLE_DATABASE_NAME: join(this.folder, "db.sqlite3"),
  });

  constructor() {
    this.manage("migrate", "--verbosity", "0", "--skip-checks");
  }

  /** Runs a command of manage.py to its end; answers what it printed. */
  manage(...args: string[]): string {
    const options = { cwd: example, env: this.env, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(djangoPython as string, ["manage.py", ...args], options);
    if (status !== 0) throw new TypeError(`manage.py ${args.join(" ")} failed:\n${stdout}${stderr}`);
    return stdout + stderr;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface FrontServerOptions {
  /** Arguments of Python's; `{port}` stands for the port. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Text that is in the environment or command line of all its processes, and of no others. */
  readonly mark: string;
}

/** One of Django's servers, with the API behind it. */
export class FrontServer {
  readonly port: number;
  readonly process: ChildProcess;
  private text = "";
  private readonly ended: Promise<unknown>;
  private readonly mark: string;

  private constructor(port: number, { args, env, cwd = example, mark }: FrontServerOptions) {
    this.port = port;
    this.mark = mark;
    this.process = spawn(
      djangoPython as string,
      args.map((each) => each.replace("{port}", String(port))),
      { cwd, env, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.ended = once(this.process, "exit");
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on("data", (chunk: Buffer) => (this.text += chunk.toString()));
  }

  static async start(options: FrontServerOptions): Promise<FrontServer> {
    const server = new FrontServer(await freePort(), options);
    try {
      await server.answers("/-/health");
    } catch (error) {
      await server.stop("SIGKILL");
      throw error;
    }
    return server;
  }

  get output(): string {
    return this.text;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    // A connection for each: servers close those that idle (gunicorn after 2 s), sometimes just when one is used again.
    const headers = new Headers(init.headers);
    headers.set("connection", "close");
    return fetch(this.url(path), { ...init, headers });
  }

  async json(path: string): Promise<unknown> {
    return (await this.fetch(path)).json();
  }

  /** Waits until a path answers with 200. */
  async answers(path: string): Promise<Response> {
    let last = "nothing";
    for (const deadline = Date.now() + 45_000; Date.now() < deadline; await delay(50)) {
      const response = await this.fetch(path).catch(() => null);
      if (response?.status === 200) return response;
      if (response !== null) last = `${response.status} ${await response.text()}`;
      if (this.process.exitCode !== null) break;
    }
    throw new TypeError(`${path} answered ${last}. Printed was:\n${this.text}`);
  }

  async printed(what: RegExp): Promise<void> {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(20))
      if (what.test(this.text)) return;
    throw new TypeError(`${what} was not printed. What was:\n${this.text}`);
  }

  /** Ends the process that was started, and waits until all that it started are gone too. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    this.process.kill(signal);
    await this.ended;
    await nothingLeft(this.mark);
  }

  /** The Node processes behind it. */
  nodes(): string[] {
    return processesOf(this.mark).filter((command) => / node --socket /.test(command));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new TypeError("no port is free");
  return address.port;
}
