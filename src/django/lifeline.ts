import { Worker } from "node:worker_threads";

/**
 * In a Node child: ends this process when its parent is gone. The parent holds the other end of stdin and never writes;
 * stdin closes when the parent ends, however it ends. A thread watches, so that project code in an endless loop does
 * not keep the process alive either.
 */
export function endWithParent(): void {
  const watcher = new Worker(WATCH, { eval: true, stdin: false });
  watcher.unref();
}

const WATCH = `
const { Socket } = require("node:net");
const stdin = new Socket({ fd: 0, readable: true, writable: false });
stdin.on("error", () => {});
stdin.on("close", () => process.kill(process.pid, "SIGKILL"));
stdin.resume();
`;
