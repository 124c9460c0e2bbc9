import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const MODULE = new URL("./stop-request.ts", import.meta.url).href;
/** Says when it runs, and what ended it; nothing else would end it before the test gives up. */
const PROGRAM = `
import { stopRequest } from ${JSON.stringify(MODULE)};
const life = setTimeout(() => {}, 20_000);
console.log("runs");
if (process.env.ORPHAN_FIRST) {
  const parent = process.ppid;
  while (process.ppid === parent) await new Promise((resolve) => setTimeout(resolve, 5));
}
await stopRequest(["SIGTERM"]);
console.log("stops");
clearTimeout(life);
`;

/** npm's shell, and the command in it. */
function underNpm(environment: NodeJS.ProcessEnv) {
  const script = `"${process.execPath}" --input-type=module --eval "$PROGRAM" & echo $!; wait`;
  const shell = spawn("sh", ["-c", script], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, npm_execpath: undefined, PROGRAM, ...environment },
  });
  let printed = "";
  shell.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  return { shell, printed: () => printed, pid: () => Number.parseInt(printed, 10) };
}

test("the end of npm's shell is a request to stop", async () => {
  const { shell, printed } = underNpm({ npm_execpath: "npm-cli.js" });
  await expect.poll(printed).toContain("runs");
  shell.kill("SIGTERM");
  await once(shell.stdout, "close");
  expect(printed()).toContain("stops");
});

test("one that came before anybody waited for requests, too", async () => {
  const { shell, printed } = underNpm({ npm_execpath: "npm-cli.js", ORPHAN_FIRST: "1" });
  await expect.poll(printed).toContain("runs");
  shell.kill("SIGTERM");
  await once(shell.stdout, "close");
  expect(printed()).toContain("stops");
});

test("without npm a process outlives its parent, until it is told", async () => {
  const { shell, printed, pid } = underNpm({});
  await expect.poll(printed).toContain("runs");
  shell.kill("SIGTERM");
  await once(shell, "exit");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(printed()).not.toContain("stops");
  process.kill(pid(), "SIGTERM");
  await once(shell.stdout, "close");
  expect(printed()).toContain("stops");
});
