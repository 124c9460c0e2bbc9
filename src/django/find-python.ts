import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { PythonNotFound } from "../errors/project.ts";
import { ancestors, packageJsonSetting } from "./package-json.ts";

/** A Python that has Django. */
export interface PythonInterpreter {
  readonly executable: string;
  /** "3.12.4" */
  readonly version: string;
  /** "5.2.1" */
  readonly django: string;
  /** What led to it: "DJANGO_PYTHON", ".venv" ... */
  readonly foundBy: string;
}

export interface FindPythonOptions {
  /** The Django project's folder. */
  readonly projectDir: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** `--python` */
  readonly python?: string | undefined;
}

interface Candidate {
  readonly foundBy: string;
  readonly executable: string;
  /** The user named it: when it does not do, nothing else is tried. */
  readonly named: boolean;
}

/** Also what setup requires; see pyproject.toml's requires-python. */
const OLDEST_PYTHON = [3, 10] as const;
const BIN = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";

/**
 * Finds the Python that runs the project. In this order: `--python`, DJANGO_PYTHON, package.json's
 * `"django-fastapi": { "python": ... }`; the active environment (VIRTUAL_ENV, CONDA_PREFIX); `.venv` or `venv` beside
 * manage.py or in a folder above (as venv, uv and Poetry's in-project environments make them); `python3` and `python`
 * on PATH. The first that has Django is it.
 *
 * @throws PythonNotFound with everything that was tried.
 */
export async function findPython(options: FindPythonOptions): Promise<PythonInterpreter> {
  const tried: string[] = [];
  for (const candidate of candidates(options)) {
    const found = await probe(candidate, options);
    if (typeof found !== "string") return found;
    tried.push(`  ${candidate.foundBy}: ${candidate.executable}: ${found}`);
    if (candidate.named) break;
  }
  throw new PythonNotFound(
    `No Python with Django was found. Tried:\n${tried.join("\n") || "  (nothing: no environment, no python3 on PATH)"}\n` +
      "Activate the project's environment, or name its interpreter: --python path/to/python, or DJANGO_PYTHON=path/to/python",
  );
}

function candidates(options: FindPythonOptions): Candidate[] {
  const { projectDir, cwd, env } = options;
  const named = namedPython(options);
  if (named !== null) return [named];
  const found: Candidate[] = [];
  const add = (foundBy: string, executable: string): void => {
    if (existsSync(executable)) found.push({ foundBy, executable, named: false });
  };
  for (const variable of ["VIRTUAL_ENV", "CONDA_PREFIX"]) {
    const prefix = env[variable];
    if (prefix) add(variable, join(prefix, BIN));
  }
  for (const folder of new Set([...ancestors(projectDir), ...ancestors(cwd)])) {
    for (const name of [".venv", "venv"]) add(name, join(folder, name, BIN));
  }
  for (const name of ["python3", "python"]) {
    for (const folder of (env["PATH"] ?? "").split(delimiter)) {
      if (folder !== "" && existsSync(join(folder, name))) {
        add(`${name} on PATH`, join(folder, name));
        break;
      }
    }
  }
  return found;
}

function namedPython({ python, env, cwd, projectDir }: FindPythonOptions): Candidate | null {
  if (python !== undefined) return { foundBy: "--python", executable: absolute(python, cwd), named: true };
  const variable = env["DJANGO_PYTHON"];
  if (variable) return { foundBy: "DJANGO_PYTHON", executable: absolute(variable, cwd), named: true };
  const setting = packageJsonSetting("python", [cwd, projectDir]);
  if (setting === null) return null;
  const { file, value, folder } = setting;
  return { foundBy: file, executable: absolute(value, folder), named: true };
}

function absolute(value: string, base: string): string {
  // A bare name ("python3.12") is looked up on PATH by the system.
  return isAbsolute(value) || !value.includes("/") ? value : resolve(base, value);
}

const PROBE = `
import json, sys
try:
    import django
    version = django.get_version()
except ImportError:
    version = None
print(json.dumps([sys.executable, list(sys.version_info[:3]), version]))
`;
const probeAnswer = z.tuple([z.string(), z.tuple([z.int(), z.int(), z.int()]), z.string().nullable()]);

/** The interpreter, or why it will not do. */
async function probe(
  { executable, foundBy }: Candidate,
  { projectDir, env }: FindPythonOptions,
): Promise<PythonInterpreter | string> {
  let output: string;
  try {
    const run = promisify(execFile);
    ({ stdout: output } = await run(executable, ["-c", PROBE], { cwd: projectDir, env, timeout: 20_000 }));
  } catch (error) {
    const { code, killed } = error as NodeJS.ErrnoException & { killed?: boolean };
    if (code === "ENOENT") return "does not exist";
    return killed === true ? "did not answer in 20 seconds" : `cannot be run (${code ?? "failed"})`;
  }
  const answer = probeAnswer.safeParse(parseLastLine(output));
  if (!answer.success) return "is not a Python that works";
  const [realExecutable, [major, minor, patch], django] = answer.data;
  if (major < OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor < OLDEST_PYTHON[1])) {
    return `is Python ${major}.${minor}; ${OLDEST_PYTHON.join(".")} or newer is needed`;
  }
  if (django === null) return "has no Django";
  return { executable: realExecutable, version: `${major}.${minor}.${patch}`, django, foundBy };
}

/** A sitecustomize may print before us. */
function parseLastLine(output: string): unknown {
  try {
    return JSON.parse(output.trim().split("\n").at(-1) ?? "");
  } catch {
    return null;
  }
}
