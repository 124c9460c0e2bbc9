import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = join(import.meta.dirname, "..", "..");
const example = join(root, "example");

export const ADMIN_PASSWORD = "correct-horse-9";

export interface RunningExample {
  readonly url: string;
  /** What the server printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** The example as `npm run demo` serves it, over a database of its own. */
export async function serveExample(python: string): Promise<RunningExample> {
  const folder = mkdtempSync(join(tmpdir(), "django-fastapi-e2e-"));
  const env = {
    ...process.env,
    EXAMPLE_DATABASE: "sqlite",
    EXAMPLE_DATABASE_NAME: join(folder, "db.sqlite3"),
  };
  const manage = (...args: string[]): void => {
    execFileSync(python, [join(example, "manage.py"), ...args], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
  };
  manage("migrate", "--verbosity", "0");
  manage("load_shop", "--admin-password", ADMIN_PASSWORD);

  const port = await freePort();
  const cli = join(root, "src", "cli", "main.ts");
  const child = spawn(
    process.execPath,
    [cli, "dev", "--project", example, "--python", python, "--port", String(port)],
    { env, stdio: ["pipe", "pipe", "pipe"] },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answering(`${url}/permissions`, () => child.exitCode !== null);
    await answering(`${url}/admin/login/`, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw new ServerDidNotStart(`The example did not start. It printed:\n${printed}`, { cause: error });
  }
  return { url, output: () => printed, stop };
}

class ServerDidNotStart extends Error {}

async function answering(url: string, ended: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const response = await fetch(url).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return;
    if (ended() || Date.now() > deadline)
      throw new ServerDidNotStart(`${url} answered ${response?.status ?? "nothing"}`);
    await pause(200);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new ServerDidNotStart("No free port");
  return address.port;
}
