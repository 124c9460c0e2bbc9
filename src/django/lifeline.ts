import { Worker } from "node:worker_threads";

/**
 * In a Node child: ends this process when its parent is gone. The parent holds the other end of stdin and never writes;
 * stdin closes when the parent ends, however it ends. A thread watches, so that project code in an endless loop does
 * not keep the process alive either. `removing` is a folder that the parent can no longer take away; with `grace`, the
 * process gets SIGTERM and so many milliseconds first.
 */
export function endWithParent(options: { readonly removing?: string; readonly grace?: number }): void {
  new Worker(WATCH, { eval: true, workerData: { grace: 0, ...options } }).unref();
}

const WATCH = `
const { rmSync } = require("node:fs");
const { Socket } = require("node:net");
const { workerData } = require("node:worker_threads");
const stdin = new Socket({ fd: 0, readable: true, writable: false });
stdin.on("error", () => {});
const kill = () => process.kill(process.pid, "SIGKILL");
stdin.on("close", () => {
  try {
    if (workerData.removing !== undefined) rmSync(workerData.removing, { recursive: true, force: true });
  } finally {
    if (workerData.grace === 0) kill();
    process.kill(process.pid, "SIGTERM");
    setTimeout(kill, workerData.grace);
  }
});
stdin.resume();
`;
