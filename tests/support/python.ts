import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * A Python with Django for tests that ask the real thing: what scripts/test.mjs found, or this repository's .venv.
 * DJANGO_PYTHON=none: as on a machine without one.
 */
export const djangoPython: string | null = (() => {
  if (process.env["DJANGO_PYTHON"] === "none") return null;
  const venv = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
  return process.env["DJANGO_PYTHON"] ?? (existsSync(venv) ? venv : null);
})();

/** Whether that Python has a package that a test needs and a machine may lack. */
export function hasPythonModule(name: string): boolean {
  return djangoPython !== null && spawnSync(djangoPython, ["-c", `import ${name}`]).status === 0;
}

/** Runs Python code with `input` as JSON in the variable `given`; answers what it assigns to `answer`, by JSON. */
export function askPython(code: string, given: unknown): unknown {
  if (djangoPython === null) throw new Error("no Python with Django here: skip the test by name instead");
  const script = `import json, sys\ngiven = json.load(sys.stdin)\n${code}\nprint(json.dumps(answer))`;
  const result = spawnSync(djangoPython, ["-c", script], { input: JSON.stringify(given), encoding: "utf8" });
  if (result.status !== 0) throw new Error(`Python failed:\n${result.stderr}`);
  return JSON.parse(result.stdout);
}
