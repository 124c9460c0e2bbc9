import { join } from "node:path";
import { ask, root } from "../setup/process.mjs";

const packageBin = (name, file) => join(root, "node_modules", name, file);

/** Vitest over a part of the tests. */
export const vitest = (name, args, env = {}) => ({
  name,
  counts: "vitest",
  env,
  command: (report) => [
    process.execPath,
    packageBin("vitest", "vitest.mjs"),
    "run",
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...args,
  ],
});

const nodeCheck = (name, script, args) => ({
  name,
  counts: "none",
  command: () => [process.execPath, script, ...args],
});

/** A check by a Python tool; skipped by name where this Python lacks it. */
function pythonStep(name, python, module, args, { counts = "none", env = {} } = {}) {
  const step = { name, counts, env, command: (report) => [python, "-m", module, ...args(report)] };
  if (python === null) return { ...step, skip: "no Python with Django" };
  if (ask(python, ["-c", `import ${module}`]) === null)
    return { ...step, skip: `${module} is not installed in ${python}` };
  return step;
}

/** The Python side's own tests. */
export function pytest(name, python) {
  return pythonStep(name, python, "pytest", pytestArguments, { counts: "junit" });
}

const pytestArguments = (report) => ["python", "-q", `--junitxml=${report}`];

/** What `npm test` runs: the static checks beside Python's tests, then the others, which need both cores. */
export function checks(python) {
  const staticChecks = [
    nodeCheck("format (prettier)", packageBin("prettier", "bin/prettier.cjs"), [
      "--check",
      "--log-level=warn",
      ".",
    ]),
    nodeCheck("lint (oxlint)", packageBin("oxlint", "bin/oxlint"), ["--deny-warnings"]),
    nodeCheck("types (tsc)", packageBin("typescript", "bin/tsc"), ["-p", "."]),
    pythonStep("Python lint (ruff check)", python, "ruff", () => ["check", "python", "example", "bench"]),
    pythonStep("Python format (ruff format)", python, "ruff", () => [
      "format",
      "--check",
      "python",
      "example",
      "bench",
    ]),
    pythonStep("Python types (mypy --strict)", python, "mypy", () => [
      "--config-file",
      "python/pyproject.toml",
      "python/django_fastapi",
    ]),
  ];
  return [
    [staticChecks, [pytest("Python tests (pytest)", python)]],
    [[vitest("TypeScript tests (vitest)", [])]],
  ];
}
