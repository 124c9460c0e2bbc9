// The same four operations by this package, by hand-written Node and by Python's frameworks, in one run on one machine:
//   node bench/run.ts [--database postgres] [--seconds 5] [--connections 16] [--only NAME] [--python .venv/bin/python]
// See README.md beside this file.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { load, type LoadResult } from "./load.ts";
import { processorTime } from "./processor-time.ts";
import { targets, type Target } from "./targets.ts";

const { values } = parseArgs({
  options: {
    database: { type: "string", default: "sqlite" },
    seconds: { type: "string", default: "5" },
    connections: { type: "string", default: "16" },
    only: { type: "string" },
    python: { type: "string", default: process.env["DJANGO_PYTHON"] ?? ".venv/bin/python" },
  },
});

interface Scenario {
  readonly name: string;
  readonly path: string;
  readonly body?: string;
}

const SCENARIOS: readonly Scenario[] = [
  { name: "hello", path: "/hello" },
  { name: "one book with its author", path: "/books/40" },
  { name: "20 books with their authors", path: "/books?limit=20&offset=20" },
  { name: "make a tag", path: "/tags", body: '{"name":"tag {n}","slug":"tag-{n}"}' },
];

interface Measured extends LoadResult {
  readonly scenario: Scenario;
  readonly target: Target;
  /** Microseconds of processor time per request, of the server and all its processes. */
  readonly processor: number;
}

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "bridge-bench-"));
const postgres = values.database === "postgres";
const database = postgres ? `bridge_bench_${process.pid}` : join(folder, "db.sqlite3");
const env = {
  ...process.env,
  EXAMPLE_DATABASE: values.database,
  EXAMPLE_DATABASE_NAME: database,
  DJANGO_SETTINGS_MODULE: "peers.settings",
  PYTHONPATH: [join(root, "python"), join(root, "example"), join(root, "bench")].join(":"),
};
const pinned = pinSelf();

try {
  if (postgres) psql(`CREATE DATABASE ${database}`);
  for (const command of [["migrate"], ["load_shop", "--size", "200"]])
    execFileSync(values.python, ["example/manage.py", ...command, "--verbosity", "0"], {
      cwd: root,
      env: { ...env, DJANGO_SETTINGS_MODULE: "shop.settings" },
    });
  const measured: Measured[] = [];
  for (const target of targets(values.python).filter(({ name }) => name.includes(values.only ?? "")))
    measured.push(...(await measure(target)));
  report(measured);
} finally {
  if (postgres) psql(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  rmSync(folder, { recursive: true });
}

async function measure(target: Target): Promise<Measured[]> {
  const port = await freePort();
  const [program, ...args] = pinned
    ? (["taskset", "-c", "1", ...target.command(port, database)] as const)
    : target.command(port, database);
  const server = spawn(program, args, {
    cwd: root,
    env: { ...env, ...target.env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    await answers(`${url}/books/1`, server);
    const measured: Measured[] = [];
    for (const scenario of SCENARIOS) {
      let before = Number.NaN;
      const result = await load(
        {
          url: url + scenario.path,
          ...(scenario.body === undefined ? {} : { body: scenario.body }),
          connections: Number(values.connections),
          seconds: Number(values.seconds),
        },
        () => (before = processorTime(server.pid as number)),
      );
      const used = processorTime(server.pid as number) - before;
      measured.push({ ...result, scenario, target, processor: (used / result.requests) * 1e6 });
    }
    return measured;
  } finally {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  }
}

/** Waits until a server answers. */
async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300 && server.exitCode === null; tries++) {
    const response = await fetch(url).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok === true) return;
    await delay(100);
  }
  throw new TypeError(`${server.spawnargs.join(" ")} does not answer at ${url}`);
}

/** The load on the first core, the servers on the second, so that neither takes the other's time. */
function pinSelf(): boolean {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync("taskset", ["-a", "-p", "-c", "0", String(process.pid)], { stdio: "ignore" });
    return true;
  } catch {
    return false; // taskset is Linux's
  }
}

function psql(statement: string): void {
  execFileSync("psql", ["-h", "127.0.0.1", "-U", "postgres", "-q", "-c", statement], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function report(measured: readonly Measured[]): void {
  console.log(
    [
      `Node ${process.version}, ${cpus()[0]?.model ?? "?"}, load ${loadavg()[0]?.toFixed(1)} at the end`,
      `${values.database}, ${values.connections} connections, one server process`,
      pinned ? "server and load each on a core" : "not pinned to cores",
    ].join("; "),
  );
  for (const scenario of SCENARIOS) {
    const rows = measured.filter((row) => row.scenario === scenario);
    const first = rows[0] as Measured;
    console.log(`\n${scenario.name}\n`);
    console.log(
      "| by | requests/s | times the first | median ms | p99 ms | us of processor a request | failures |",
    );
    console.log("|---|---:|---:|---:|---:|---:|---:|");
    for (const row of rows)
      console.log(
        `| ${row.target.name} | ${row.requestsPerSecond.toFixed(0)} | ${(row.requestsPerSecond / first.requestsPerSecond).toFixed(2)} | ${row.median.toFixed(2)} | ${row.p99.toFixed(2)} | ${row.processor.toFixed(0)} | ${row.failures} |`,
      );
  }
}
