import { readdir, readFile, readlink } from "node:fs/promises";
import { createServer } from "node:net";

/** The process that listens on a TCP port, where the system tells (Linux, own processes): "1234 (python manage.py ...)". */
export async function portOwner(port: number): Promise<string | null> {
  try {
    const sockets = await listeningSockets(port);
    for (const pid of await readdir("/proc")) {
      if (!/^\d+$/.test(pid)) continue;
      for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
        const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => "");
        if (sockets.has(target)) return `${pid} (${await commandLine(pid)})`;
      }
    }
  } catch {
    // No /proc: not Linux.
  }
  return null;
}

/** "socket:[12345]" of what listens on the port (proc(5), /proc/net/tcp: state 0A is LISTEN). */
async function listeningSockets(port: number): Promise<Set<string>> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((file) => readFile(file, "utf8").catch(() => "")),
  );
  const rows = tables.flatMap((table) => table.split("\n").slice(1)).map((line) => line.trim().split(/\s+/));
  return new Set(
    rows
      .filter(([, local, , state]) => local?.endsWith(suffix) === true && state === "0A")
      .map((row) => `socket:[${row[9]}]`),
  );
}

async function commandLine(pid: string): Promise<string> {
  const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0").join(" ").trim();
  return command.length > 60 ? `${command.slice(0, 57)}...` : command;
}

/** The next port that can be listened on; null when none of the next hundred can. */
export async function nextFreePort(host: string, port: number): Promise<number | null> {
  for (let candidate = port + 1; candidate < Math.min(port + 100, 65_536); candidate++)
    if (await isFree(host, candidate)) return candidate;
  return null;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ host, port }, () => probe.close(() => resolve(true)));
  });
}
