import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { PythonWorkerDied, PythonWorkerFailed } from "../../errors/python.ts";
import type { Child } from "../process/child.ts";
import { describeExit } from "../process/child.ts";
import { encodeFrame, readFrames } from "./frames.ts";
import { fromPython, pythonErrorSchema } from "./python-errors.ts";

/** The version of the channel's frames that this package speaks. */
const PROTOCOL = 1;

const greeting = z.union([
  z.object({ ready: z.object({ pid: z.int(), django: z.string(), protocol: z.int() }) }),
  z.object({ startupError: pythonErrorSchema }),
]);
/** Answers come by the thousand: looked at by hand, not by a schema. */
interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

interface Call {
  readonly id: number;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** A Python worker process and its channel. It runs one call at a time. */
export class Worker {
  /** Rejects with PythonWorkerFailed when it does not start. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  private readonly child: Child;
  private readonly requests: Duplex;
  private call: Call | null = null;
  private nextId = 1;
  private onIdle: (() => void) | null = null;
  private brokenBecause: string | null = null;

  constructor(start: () => Child, startTimeout: number) {
    this.child = start();
    this.requests = this.child.pipe(3);
    const greeted = Promise.withResolvers<void>();
    this.ready = greeted.promise;
    let greetedYet = false;
    const timer = setTimeout(() => {
      greeted.reject(
        new PythonWorkerFailed(`A Python worker was not ready after ${startTimeout / 1000} seconds`),
      );
      this.child.kill();
    }, startTimeout);
    readFrames(
      this.child.pipe(4),
      (message) => {
        if (greetedYet) return this.onAnswer(message as Answer);
        greetedYet = true;
        clearTimeout(timer);
        const problem = greetingProblem(message);
        if (problem === null) return greeted.resolve();
        greeted.reject(problem);
        this.child.kill();
      },
      (reason) => {
        this.brokenBecause = `it sent ${reason}`;
        this.child.kill();
      },
    );
    this.ended = this.watchEnd(greeted.reject, timer);
    // Whoever waits for a worker sees the failure; nobody may be waiting.
    this.ready.catch(() => {});
  }

  get running(): boolean {
    return this.child.running;
  }

  get busy(): boolean {
    return this.call !== null;
  }

  run(method: string, params: unknown, deadline: number | null): Promise<unknown> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      if (!this.running) {
        reject(new PythonWorkerDied("The Python worker ended before the call"));
        return;
      }
      this.call = { id, resolve, reject };
      this.requests.write(encodeFrame({ id, method, params, ...(deadline === null ? {} : { deadline }) }));
    });
  }

  /** Asks Python to give up the running call. It may answer all the same. */
  cancel(): void {
    if (this.call !== null) this.requests.write(encodeFrame({ cancel: this.call.id }));
  }

  kill(): void {
    this.child.kill();
  }

  /** Ends it after the call that runs, which gets `drain` milliseconds. */
  async stop(drain = 0): Promise<void> {
    if (this.call !== null && drain > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.onIdle = resolve;
      await Promise.race([promise, delay(drain, undefined, { ref: false })]);
    }
    await this.child.stop();
    await this.ended;
  }

  private async watchEnd(
    notReady: (error: PythonWorkerFailed) => void,
    timer: NodeJS.Timeout,
  ): Promise<void> {
    const exit = await this.child.exited;
    clearTimeout(timer);
    const how = this.brokenBecause ?? describeExit(exit);
    notReady(new PythonWorkerFailed(`A Python worker did not start: ${how}`, this.child.lastErrors));
    this.settle()?.reject(new PythonWorkerDied(`The Python worker ${how} in the middle of the call`));
  }

  private onAnswer(answer: Answer): void {
    if (this.call?.id !== answer.id) return;
    const call = this.settle() as Call;
    if (answer.error === undefined) call.resolve(answer.result);
    else call.reject(fromPython(pythonErrorSchema.parse(answer.error)));
  }

  private settle(): Call | null {
    const { call } = this;
    this.call = null;
    if (call !== null) this.onIdle?.();
    return call;
  }
}

function greetingProblem(message: unknown): PythonWorkerFailed | null {
  const parsed = greeting.safeParse(message);
  if (!parsed.success) return new PythonWorkerFailed("A Python worker began with what is no greeting");
  if ("startupError" in parsed.data) {
    const { type, message: text, traceback } = parsed.data.startupError;
    return new PythonWorkerFailed(
      `A Python worker did not start: ${type.split(".").at(-1)}: ${text}`,
      traceback,
    );
  }
  const { protocol } = parsed.data.ready;
  if (protocol === PROTOCOL) return null;
  return new PythonWorkerFailed(
    `The Python side speaks version ${protocol} of the worker channel, this package version ${PROTOCOL}: ` +
      "is an older django_fastapi installed in the environment?",
  );
}
