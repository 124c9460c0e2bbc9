import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  PythonBusy,
  PythonError,
  PythonTimeout,
  PythonWorkerDied,
  PythonWorkerFailed,
} from "../../errors/python.ts";
import type { Child } from "../process/child.ts";
import type { PythonContext } from "../python-process.ts";
import { startPython } from "../python-process.ts";
import { exampleContext } from "../../../tests/support/example-context.ts";
import { djangoPython } from "../../../tests/support/python.ts";
import type { WorkerPoolOptions } from "./worker-pool.ts";
import { WorkerPool } from "./worker-pool.ts";

const hasPython = djangoPython !== null;

let context: PythonContext;
let pool: WorkerPool | undefined;
const started: Child[] = [];

beforeAll(async () => {
  if (hasPython) context = await exampleContext();
});

afterEach(async () => {
  await pool?.close();
  await Promise.all(started.splice(0).map((child) => child.exited));
});

function makePool(options: Partial<WorkerPoolOptions> = {}): WorkerPool {
  const made = new WorkerPool({
    start: () => {
      const child = startPython(context, { name: "worker", args: ["worker"], pipes: 2 });
      started.push(child);
      return child;
    },
    ...options,
  });
  pool = made;
  return made;
}

const call = (target: string, ...args: (string | number)[]) => ({ target, args, kwargs: {} });

describe.runIf(hasPython)("calls", () => {
  test("a worker starts with the first call and serves the next ones", async () => {
    const pool = makePool();
    expect(started).toHaveLength(0);
    const first = await pool.request("ping", {});
    const second = await pool.request("ping", {});
    expect(first.django).toMatch(/^\d+\.\d+/);
    expect(second.pid).toBe(first.pid);
    expect(started).toHaveLength(1);
  });

  test("a thousand at once over two workers", async () => {
    const pool = makePool({ size: 2 });
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => pool.request("call", call("operator.add", index, 1))),
    );
    expect(answers).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
    expect(started).toHaveLength(2);
  });

  test("what a call prints does not disturb the channel", async () => {
    const pool = makePool();
    expect(await pool.request("call", call("builtins.print", "hello"))).toBeNull();
    expect(await pool.request("call", call("operator.add", 1, 2))).toBe(3);
  });

  test("large values in both directions", async () => {
    const pool = makePool();
    const text = "ä".repeat(2_000_000);
    expect(await pool.request("call", call("operator.concat", text, "!"))).toBe(`${text}!`);
  });

  test("a Python exception arrives with its type, message and traceback", async () => {
    const pool = makePool();
    const error = await pool
      .request("call", call("operator.truediv", 1, 0))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PythonError);
    expect(error).toMatchObject({ pythonType: "builtins.ZeroDivisionError", message: "division by zero" });
    expect((error as PythonError).traceback).toContain("ZeroDivisionError");
    expect((error as PythonError).isInstance("builtins.ArithmeticError")).toBe(true);
  });
});

describe.runIf(hasPython)("calls that do not end well", () => {
  test("a deadline that passes: the worker is replaced", async () => {
    const pool = makePool({ size: 1 });
    const { pid } = await pool.request("ping", {});
    await expect(pool.request("call", call("time.sleep", 60), { deadline: 200 })).rejects.toThrow(
      PythonTimeout,
    );
    expect((await pool.request("ping", {})).pid).not.toBe(pid);
  });

  test("a deadline that passes in the line", async () => {
    const pool = makePool({ size: 1 });
    const long = pool.request("call", call("time.sleep", 1));
    await expect(pool.request("ping", {}, { deadline: 100 })).rejects.toThrow(PythonBusy);
    await long;
  });

  test("os._exit in the middle of a call", async () => {
    const pool = makePool({ size: 1 });
    await expect(pool.request("call", call("os._exit", 3))).rejects.toThrow(PythonWorkerDied);
    expect(await pool.request("call", call("operator.add", 1, 1))).toBe(2);
  });

  test("a caller that goes away is answered at once; the worker goes on serving", async () => {
    const pool = makePool({ size: 1 });
    await pool.request("ping", {});
    const controller = new AbortController();
    const began = performance.now();
    const long = pool.request("call", call("time.sleep", 60), { signal: controller.signal });
    controller.abort(new TypeError("gone"));
    await expect(long).rejects.toThrow("gone");
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await pool.request("call", call("operator.add", 2, 2))).toBe(4);
  });

  test("the line has an end", async () => {
    const pool = makePool({ size: 1, queueLimit: 2 });
    await pool.request("ping", {});
    const calls = Array.from({ length: 4 }, () => pool.request("call", call("time.sleep", 0.3)));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
    expect((outcomes[3] as PromiseRejectedResult).reason).toBeInstanceOf(PythonBusy);
  });

  test("a worker that does not start: every call says why, and the next start waits", async () => {
    const broken = { ...context, project: { ...context.project, settingsModule: "missing.settings" } };
    let starts = 0;
    const pool = makePool({
      start: () => {
        starts++;
        return startPython(broken, { name: "worker", args: ["worker"], pipes: 2 });
      },
    });
    for (let index = 0; index < 3; index++) {
      await expect(pool.request("ping", {})).rejects.toThrow(/No module named 'missing'/);
    }
    await expect(pool.request("ping", {})).rejects.toThrow(PythonWorkerFailed);
    expect(starts).toBeLessThan(4);
  });
});

describe.runIf(hasPython)("pinned workers", () => {
  test("have their own process, run in order, and come back", async () => {
    const pool = makePool({ size: 1 });
    const pinned = await pool.pin();
    const [inside, outside] = await Promise.all([pinned.request("ping", {}), pool.request("ping", {})]);
    expect(inside.pid).not.toBe(outside.pid);
    const answers = await Promise.all([
      pinned.request("call", call("operator.add", 1, 1)),
      pinned.request("call", call("operator.add", 2, 2)),
    ]);
    expect(answers).toEqual([2, 4]);
    await pinned.release();
    await pinned.release();
    expect(await pool.request("call", call("operator.add", 3, 3))).toBe(6);
  });

  test("wait for each other beyond the pool's size", async () => {
    const pool = makePool({ size: 1 });
    const first = await pool.pin();
    const second = pool.pin();
    await expect(pool.pin({ deadline: 100 })).rejects.toThrow(/free for "a transaction" within/);
    await first.release();
    await (await second).release();
  });

  test("a transaction that was left open is rolled back", async () => {
    const pool = makePool({ size: 1 });
    const using = "default";
    const pinned = await pool.pin();
    await pinned.request("transaction", { action: "begin", using });
    await pinned.request("execute", { using, sql: "CREATE TABLE rolled_back (id integer)", params: [] });
    await pinned.release();
    const again = await pool.pin();
    const read = again.request("execute", { using, sql: "SELECT * FROM rolled_back", params: [] });
    await expect(read).rejects.toThrow(/no such table/);
    await again.release();
  });
});
