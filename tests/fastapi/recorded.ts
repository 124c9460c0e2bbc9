import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Answer, Case } from "./case.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const RECORD = here("./recorded/answers.json");

export type Answers = Readonly<Record<string, Answer>>;

export function readRecord(): Answers {
  return existsSync(RECORD) ? (JSON.parse(readFileSync(RECORD, "utf8")) as Answers) : {};
}

export function writeRecord(answers: Answers): void {
  writeFileSync(RECORD, `${JSON.stringify(answers, null, 2)}\n`);
}

/** FastAPI's answers, or null where no Python with FastAPI is at hand. */
export function askFastAPI(cases: readonly Case[]): Answers | null {
  const python = [process.env["DJANGO_PYTHON"], here("../../.venv/bin/python")].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
  if (python === undefined || !canImport(python)) return null;
  // Starlette warns about httpx, which is what is installed.
  const output = execFileSync(python, ["-W", "ignore", here("./record.py")], {
    input: JSON.stringify(cases),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(output) as Answers;
}

function canImport(python: string): boolean {
  try {
    execFileSync(python, ["-c", "import fastapi, httpx, python_multipart"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
