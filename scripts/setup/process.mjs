import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

export const say = (line) => process.stderr.write(`${line}\n`);

/** Runs a command with its output shown; true when it ended well. */
export function run(command, ...args) {
  return spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

/** The same, while other things go on. */
export function runBeside(command, ...args) {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => {
    child.on("error", () => resolve(false));
    child.on("exit", (status) => resolve(status === 0));
  });
}

/** Runs a command quietly; its standard output when it ended well, else null. */
export function ask(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", timeout: 60_000, ...options });
  return result.status === 0 ? result.stdout.trim() : null;
}

/** Passes on to a child what ends this process: signals, and the end of npm, which hands SIGTERM to its shell only. */
export function endWith(child) {
  // A Ctrl-C reaches the child by the terminal; a SIGTERM only reaches us.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, 500);
  timer.unref();
}
