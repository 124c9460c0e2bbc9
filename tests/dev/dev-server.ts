import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { djangoPython } from "../support/python.ts";

const CLI = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** `django-fastapi dev`, or `serve`, as a process of its own. */
export class DevServer {
  readonly process: ChildProcess;
  private text = "";
  private readonly ended: Promise<unknown>;

  constructor(
    projectDir: string,
    { command = "dev", args = [], env = {} }: Partial<{ command: string; args: string[]; env: object }> = {},
  ) {
    this.process = spawn(process.execPath, [CLI, command, "--project", projectDir, "--port", "0", ...args], {
      env: { ...process.env, DJANGO_PYTHON: djangoPython as string, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.ended = once(this.process, "exit");
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.text += chunk.toString().replaceAll(ESCAPES, "");
      });
  }

  /** Everything that it printed. */
  get output(): string {
    return this.text;
  }

  /** Waits for text in the output after a position. */
  async printed(what: RegExp, from = 0): Promise<RegExpExecArray> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(20)) {
      const found = what.exec(this.text.slice(from));
      if (found !== null) return found;
    }
    throw new TypeError(`${what} was not printed. What was:\n${this.text.slice(from)}`);
  }

  async port(): Promise<number> {
    const [, port] = await this.printed(/https?:\/\/127\.0\.0\.1:(\d+)/);
    return Number(port);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.process.kill(signal);
    await this.ended;
    return this.process.exitCode;
  }
}

/** Processes that have a folder in their command line or environment, or work in it: what a test's project left behind. */
export function processesOf(projectDir: string): string[] {
  const found: string[] = [];
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    try {
      const about = [
        readFileSync(`/proc/${pid}/environ`, "latin1"),
        readFileSync(`/proc/${pid}/cmdline`, "latin1"),
        readlinkSync(`/proc/${pid}/cwd`),
      ];
      if (about.some((text) => text.includes(projectDir)))
        found.push(readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0").join(" "));
    } catch {
      // It ended, or is not ours to look at.
    }
  }
  return found;
}

/** Waits until no process of a project is left. */
export async function nothingLeft(projectDir: string): Promise<void> {
  let left: string[] = [];
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await delay(50)) {
    left = processesOf(projectDir);
    if (left.length === 0) return;
  }
  throw new TypeError(`Processes left behind:\n${left.join("\n")}`);
}
