// What it costs to have Django's servers in front: the same operation of TypeScript behind each of them, in one run.
//   node bench/front.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { load } from "./load.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const example = join(root, "example");
const python = process.env["DJANGO_PYTHON"] ?? join(root, ".venv", "bin", "python");
const PORT = 8765;

const ASGI = "django_fastapi.asgi:application";
const WSGI = "django_fastapi.wsgi:application";
const at = ["--port", String(PORT)];
const servers: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  [
    "serve (Node in front)",
    process.execPath,
    [join(root, "src/cli/main.ts"), "serve", "--python", python, ...at],
  ],
  ["uvicorn", python, ["-m", "uvicorn", ASGI, "--no-access-log", ...at]],
  ["gunicorn, 8 threads", python, ["-m", "gunicorn", WSGI, "--threads", "8", "-b", `127.0.0.1:${PORT}`]],
];

for (const [name, command, args] of servers) {
  const child = spawn(command, args, {
    cwd: example,
    env: {
      ...process.env,
      PYTHONPATH: join(root, "python"),
      DJANGO_SETTINGS_MODULE: "shop.settings",
      PATH: `${join(process.execPath, "..")}:${process.env["PATH"]}`,
      EXAMPLE_DEBUG: "0",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await answers();
  for (const path of ["/permissions", "/python/permissions", "/admin/login/"]) {
    const url = `http://127.0.0.1:${PORT}${path}`;
    const alone = await load({ url, connections: 1, seconds: 4 });
    const crowded = await load({ url, connections: 32, seconds: 4 });
    console.log(
      [
        name.padEnd(22),
        path.padEnd(20),
        `one client: median ${alone.median.toFixed(2)} ms`,
        `32 clients: ${Math.round(crowded.requestsPerSecond)}/s, p99 ${crowded.p99.toFixed(1)} ms`,
        `${alone.failures + crowded.failures} failures`,
      ].join("  "),
    );
  }
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function answers(): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(100)) {
    const response = await fetch(`http://127.0.0.1:${PORT}/permissions`).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok === true) return;
  }
  process.exit(1);
}
