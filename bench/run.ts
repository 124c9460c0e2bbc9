// The same answers by TypeScript, by FastAPI over Django, and by bare node:http, in one run on one machine:
//   node bench/run.ts [--seconds 5] [--connections 16]
// What each target does per request is the same: read all permissions of the example from SQLite, write them as JSON.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { FastAPI } from "../src/api/fastapi.ts";
import { createServer as createApiServer } from "../src/server/server.ts";
import { serverSettings } from "../src/server/settings.ts";
import { load, type LoadResult } from "./load.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    connections: { type: "string", default: "16" },
    python: { type: "string", default: process.env["DJANGO_PYTHON"] ?? ".venv/bin/python" },
  },
});
const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "bridge-bench-"));
const env = {
  ...process.env,
  EXAMPLE_DATABASE: "sqlite",
  EXAMPLE_DATABASE_NAME: join(folder, "db.sqlite3"),
  DJANGO_SETTINGS_MODULE: "shop.settings",
  PYTHONPATH: [join(root, "python"), join(root, "example")].join(":"),
};
const children: ChildProcess[] = [];

try {
  execFileSync(values.python, ["example/manage.py", "migrate", "--verbosity", "0"], { cwd: root, env });
  report([
    ["hello", "node:http", await bareHello()],
    ["hello", "TypeScript", await ourHello()],
    ...(await permissions()),
  ]);
} finally {
  for (const child of children) {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  rmSync(folder, { recursive: true });
}

type Row = [what: string, target: string, result: LoadResult];

function measure(url: string): Promise<LoadResult> {
  return load({ url, connections: Number(values.connections), seconds: Number(values.seconds) });
}

async function bareHello(): Promise<LoadResult> {
  const server = createServer((_, response) => {
    const body = JSON.stringify({ hello: "world" });
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const result = await measure(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hello`);
  server.closeAllConnections();
  server.close();
  return result;
}

async function ourHello(): Promise<LoadResult> {
  const api = new FastAPI();
  api.get("/hello", () => ({ hello: "world" }));
  const server = createApiServer({ api, settings: serverSettings({ ALLOWED_HOSTS: ["*"] }) });
  const url = await server.listen({ port: 0 });
  const result = await measure(`${url}/hello`);
  await server.close({ gracePeriod: 0 });
  return result;
}

async function permissions(): Promise<Row[]> {
  const ours = await start((port) => [
    process.execPath,
    ["src/cli/main.ts", "serve", "--project", "example", "--python", values.python, "--port", String(port)],
  ]);
  const python = await start((port) => [
    values.python,
    ["-m", "django_fastapi", "server", "--port", String(port)],
  ]);
  const items = (await (await fetch(`${ours}/permissions`)).json()) as unknown[];
  const what = `${items.length} permissions`;
  return [
    [what, "TypeScript", await measure(`${ours}/permissions`)],
    [what, "TypeScript, async handler", await measure(`${ours}/async/permissions`)],
    [what, "FastAPI over Django's ORM", await measure(`${python}/python/permissions`)],
    [what, "FastAPI, async handler", await measure(`${python}/python/async/permissions`)],
    [what, "FastAPI through the gateway", await measure(`${ours}/python/permissions`)],
  ];
}

async function start(command: (port: number) => [program: string, args: string[]]): Promise<string> {
  const port = await freePort();
  const [program, args] = command(port);
  // Python's server ends with its stdin: it must stay open.
  const child = spawn(program, args, { cwd: root, env, stdio: ["pipe", "ignore", "inherit"] });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 150; tries++) {
    const response = await fetch(`${url}/python/permissions`).catch(() => null);
    if (response?.status === 200) return url;
    await delay(200);
  }
  throw new Error(`${program} ${args.join(" ")} does not answer`);
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function report(rows: readonly Row[]): void {
  const machine = `${availableParallelism()} x ${cpus()[0]?.model ?? "?"}, load ${loadavg()[0]?.toFixed(1)}`;
  console.log(`Node ${process.version}, ${machine}, ${values.connections} connections, one process each\n`);
  console.log("| what | by | requests/s | median ms | p99 ms | failures |");
  console.log("|---|---|---:|---:|---:|---:|");
  for (const [what, target, { requestsPerSecond, median, p99, failures }] of rows)
    console.log(
      `| ${what} | ${target} | ${requestsPerSecond.toFixed(0)} | ${median.toFixed(2)} | ${p99.toFixed(2)} | ${failures} |`,
    );
}
