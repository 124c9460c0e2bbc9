import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface FastAPIServer {
  /** "127.0.0.1:8000" */
  readonly host: string;
  stop(): void;
}

/** Starts app.py under uvicorn; null where no Python with both is at hand. */
export async function startFastAPI(): Promise<FastAPIServer | null> {
  const python = [process.env["DJANGO_PYTHON"], here("../../../.venv/bin/python")].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
  if (python === undefined || !canImport(python)) return null;
  const child = spawn(python, [here("./app.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  return { host: `127.0.0.1:${port.toString().trim()}`, stop: () => child.stdin.end() };
}

function canImport(python: string): boolean {
  try {
    execFileSync(python, ["-c", "import fastapi, uvicorn, websockets"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
