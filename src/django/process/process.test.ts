import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChildOptions, OutputLine } from "./child.ts";
import { Child, describeExit } from "./child.ts";
import type { ServiceOptions } from "./service.ts";
import { Service } from "./service.ts";

const lines: OutputLine[] = [];
let folder: string;

beforeEach(() => {
  lines.length = 0;
  folder = mkdtempSync(join(tmpdir(), "bridge-process-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string, options: Partial<ChildOptions> = {}): Child {
  return new Child({
    name: "child",
    command: process.execPath,
    args: ["-e", script],
    cwd: folder,
    env: process.env,
    output: (line) => lines.push(line),
    ...options,
  });
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function printed(text: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(10))
    if (lines.some((line) => line.text === text)) return;
  throw new TypeError(`"${text}" was not printed`);
}

describe("a child", () => {
  test("gives its output by lines, the last one too, and its exit code", async () => {
    const child = run(
      `process.stdout.write("one\\r\\ntwö\\nlast"); console.error("bad"); process.exitCode = 3`,
    );
    expect(await child.exited).toEqual({ code: 3, signal: null, error: null });
    expect(lines.filter(({ stream }) => stream === "stdout").map(({ text }) => text)).toEqual([
      "one",
      "twö",
      "last",
    ]);
    expect(child.lastErrors).toBe("bad");
    expect(lines[0]?.source).toBe("child");
  });

  test("that cannot be started says so", async () => {
    const exit = await run("", { command: join(folder, "none") }).exited;
    expect(describeExit(exit)).toMatch(/could not be started \(.*ENOENT/);
  });

  test("gets SIGTERM first, and SIGKILL when it does not end", async () => {
    const polite = run(
      `process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1e6); console.log("up")`,
    );
    await printed("up");
    expect(await polite.stop()).toMatchObject({ code: 7 });
    lines.length = 0;
    const stubborn = run(`process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6); console.log("up")`);
    await printed("up");
    expect(await stubborn.stop(100)).toMatchObject({ signal: "SIGKILL" });
  });

  test("takes with it what it started itself", async () => {
    const child = run(`
      const { spawn } = require("node:child_process");
      const own = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "ignore" });
      require("node:fs").writeFileSync("pid", String(own.pid));
      console.log("up");
      setInterval(() => {}, 1e6);`);
    await printed("up");
    const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
    expect(exists(pid)).toBe(true);
    await child.stop();
    for (const deadline = Date.now() + 5_000; exists(pid) && Date.now() < deadline;) await delay(10);
    expect(exists(pid)).toBe(false);
  });

  test("sees its stdin close when this process ends", async () => {
    // A process in between that starts a child as this module does, and is killed.
    const script = `
      const { Child } = await import(${JSON.stringify(new URL("./child.ts", import.meta.url).href)});
      const child = new Child({ name: "c", command: process.execPath, cwd: ".", env: process.env, output: () => {},
        args: ["-e", "process.stdin.resume().on('end', () => process.exit())"] });
      console.log("child " + child.pid);
      setInterval(() => {}, 1e6);`;
    const between = run("", { args: ["--input-type=module", "-e", script] });
    let pid = 0;
    for (const deadline = Date.now() + 10_000; pid === 0 && Date.now() < deadline; await delay(10))
      pid = Number(
        /^child (\d+)/.exec(lines.find(({ text }) => text.startsWith("child "))?.text ?? "")?.[1] ?? 0,
      );
    expect(exists(pid)).toBe(true);
    between.kill();
    await between.exited;
    for (const deadline = Date.now() + 5_000; exists(pid) && Date.now() < deadline;) await delay(10);
    expect(exists(pid)).toBe(false);
  });
});

describe("a service", () => {
  const service = (script: string, options: Partial<ServiceOptions> = {}): Service =>
    new Service({
      start: () => run(script),
      ready: () => printed("up"),
      startError: (_, exit) => new TypeError(exit === null ? "late" : describeExit(exit)),
      startTimeout: 10_000,
      ...options,
    });

  test("is started again when it ends by itself, and not when it was stopped", async () => {
    let crashes = 0;
    const restarted = Promise.withResolvers<void>();
    const flaky = service(
      `const { existsSync, writeFileSync } = require("node:fs");
       console.log("up");
       if (existsSync("second")) setInterval(() => {}, 1e6);
       else { writeFileSync("second", ""); setTimeout(() => process.exit(9), 50); }`,
      { onCrash: () => crashes++, onRestart: () => restarted.resolve() },
    );
    await flaky.start();
    await restarted.promise;
    await flaky.stop();
    await delay(300);
    expect(crashes).toBe(1);
  });

  test("whose first start fails is an error", async () => {
    await expect(service("process.exit(4)").start()).rejects.toThrow("ended with exit code 4");
    await expect(service("setInterval(() => {}, 1e6)", { startTimeout: 100 }).start()).rejects.toThrow(
      "late",
    );
  });

  test("waits longer after each start that fails", async () => {
    const times: number[] = [];
    const failing = service(
      `const { existsSync, writeFileSync } = require("node:fs");
       if (existsSync("second")) process.exit(1);
       writeFileSync("second", "");
       console.log("up");
       setTimeout(() => process.exit(1), 20);`,
      {
        ready: (child) =>
          times.length === 0 ? printed("up") : child.exited.then(() => new Promise(() => {})),
        onCrash: () => times.push(performance.now()),
        onFailedRestart: () => times.push(performance.now()),
      },
    );
    await failing.start();
    while (times.length < 4) await delay(20);
    await failing.stop();
    const pauses = times.slice(1).map((time, index) => time - (times[index] as number));
    expect(pauses[2]).toBeGreaterThan(350);
  });
});
