import type { ChildProcess, Serializable } from "node:child_process";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { splitLines } from "./lines.ts";

/** One line that a child printed. */
export interface OutputLine {
  /** The child's name: "django", "api", "worker 1". */
  readonly source: string;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** How many pipes the child gets beyond stdin, stdout and stderr: from file descriptor 3 on. */
  readonly pipes?: number;
  /** A Node child that is talked to with `send()`. */
  readonly ipc?: boolean;
  readonly output: (line: OutputLine) => void;
}

/** How a child ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The command could not be started at all. */
  readonly error: Error | null;
}

/** SIGTERM gets this long before SIGKILL. */
const STOP_GRACE = 5_000;
/** How long an ended child's output is waited for. */
const LAST_OUTPUT = 500;
/** What a child wrote last to stderr, kept for the message about its end. */
const REMEMBERED_LINES = 50;

/**
 * One child process. Every process that this package starts is one of these, so that none outlives us:
 *
 * - its stdin is a pipe that we never write to; children end when it closes, as it does when we are killed;
 * - it leads a process group of its own, so that Ctrl-C reaches us alone and we end it in good order, and so that
 *   what it started itself ends with it.
 */
export class Child extends EventEmitter<{ message: [Serializable]; gone: [] }> {
  readonly name: string;
  readonly exited: Promise<Exit>;
  private readonly process: ChildProcess;
  private readonly lastErrorLines: string[] = [];
  private ended = false;

  constructor(options: ChildOptions) {
    super();
    this.name = options.name;
    const extra = Array.from({ length: options.pipes ?? 0 }, () => "pipe" as const);
    this.process = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["pipe", "pipe", "pipe", ...extra, ...(options.ipc === true ? (["ipc"] as const) : [])],
      detached: process.platform !== "win32",
    });
    this.exited = this.watchExit();
    this.process.on("message", (message) => this.emit("message", message));
    // Sooner than `exited`, which waits for the child's last words. Node tells of no disconnection while a connection
    // that was sent waits for the other end to say that it has it.
    for (const event of ["disconnect", "exit"]) this.process.once(event, () => this.emit("gone"));
    for (const stream of this.process.stdio) stream?.on("error", ignore);
    const emit = (stream: OutputLine["stream"]) => (text: string) => {
      if (stream === "stderr") this.remember(text);
      options.output({ source: options.name, stream, text });
    };
    if (this.process.stdout !== null) splitLines(this.process.stdout, emit("stdout"));
    if (this.process.stderr !== null) splitLines(this.process.stderr, emit("stderr"));
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get running(): boolean {
    return !this.ended;
  }

  /** What it last wrote to stderr. */
  get lastErrors(): string {
    return this.lastErrorLines.join("\n");
  }

  /** The pipe behind one of the child's file descriptors, from 3 on. */
  pipe(descriptor: number): Duplex {
    return this.process.stdio[descriptor as 3] as unknown as Duplex;
  }

  send(message: Serializable): void {
    if (this.process.connected) this.process.send(message, ignore);
  }

  /**
   * Hands a connection over. It stays open here too: whoever hands it over closes it when the child says that it has it,
   * or gives it to another one when it is `gone`.
   */
  sendConnection(message: Serializable, socket: Socket): void {
    if (this.process.connected) this.process.send(message, socket, { keepOpen: true }, ignore);
  }

  /** Asks it to end, and makes it end when it does not. Resolves when it has. */
  async stop(grace = STOP_GRACE): Promise<Exit> {
    if (this.ended) return this.exited;
    this.signal("SIGTERM");
    const timer = setTimeout(() => this.kill(), grace);
    const exit = await this.exited;
    clearTimeout(timer);
    return exit;
  }

  /** Ends it and all it started, now. */
  kill(): void {
    this.signal("SIGKILL");
  }

  private async watchExit(): Promise<Exit> {
    const exit = await new Promise<Exit>((resolve) => {
      this.process.once("error", (error) => {
        if (this.process.pid === undefined) resolve({ code: null, signal: null, error });
      });
      this.process.once("exit", (code, signal) => resolve({ code, signal, error: null }));
    });
    this.ended = true;
    this.signalGroup("SIGKILL");
    if (exit.error === null) await this.outputEnd();
    return exit;
  }

  /** Its last lines arrive after its end; what holds the pipe open longer (a daemon it left) is not waited for. */
  private async outputEnd(): Promise<void> {
    const ends = [this.process.stdout, this.process.stderr].map(
      (stream) => stream === null || stream.closed || once(stream, "close"),
    );
    const timer = new AbortController();
    await Promise.race([Promise.all(ends), delay(LAST_OUTPUT, undefined, timer)]);
    timer.abort();
  }

  private remember(line: string): void {
    this.lastErrorLines.push(line);
    if (this.lastErrorLines.length > REMEMBERED_LINES) this.lastErrorLines.shift();
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.ended) return;
    if (signal === "SIGKILL") this.signalGroup(signal);
    this.process.kill(signal);
  }

  private signalGroup(signal: NodeJS.Signals): void {
    if (this.process.pid === undefined || process.platform === "win32") return;
    try {
      process.kill(-this.process.pid, signal);
    } catch {
      // ESRCH: nobody is left in the group.
    }
  }
}

function ignore(): void {}

/** "ended with exit code 1", for messages. */
export function describeExit({ code, signal, error }: Exit): string {
  if (error !== null) return `could not be started (${error.message})`;
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}
