import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ask, root, run, say } from "../setup/process.mjs";
import { TEST_PACKAGES } from "../setup/python.mjs";
import { npmCommand } from "../setup/node.mjs";
import { pytest, vitest } from "./checks.mjs";

/** Each supported Django with the oldest and a newest Python that this matrix looks for. */
const DJANGOS = [
  { django: "4.2", pythons: ["3.10", "3.11"] },
  { django: "5.2", pythons: ["3.13", "3.12"] },
  { django: "6.0", pythons: ["3.13", "3.12"] },
];
/** The oldest Node that package.json's engines allow. */
const OLDEST_NODE = "22.18.0";

const cache = join(root, ".cache", "matrix");

/** Tests that ask Django, for the other versions of it. */
const ASK_DJANGO = [
  "tests/differential",
  "tests/auth",
  "tests/transactions",
  "tests/writing",
  "tests/functions",
  "tests/mariadb",
  "tests/sql/random.test.ts",
  "tests/gateway",
  "tests/dev",
];

/**
 * What `npm run test:all` runs, which `npm test` does not: other versions of Django, Python's tests of all beside the
 * others, then another Node, then the browser, the packed package, long tests.
 */
export function matrix() {
  const djangos = DJANGOS.map(djangoSteps);
  return [
    [djangos.flatMap(({ pytest }) => pytest), djangos.flatMap(({ vitest: tests }) => tests)],
    [[oldestNodeStep()]],
    [[vitest("browser, long and packaging tests", ["--config", "vitest.all.config.ts"])]],
  ];
}

function findPython(versions) {
  for (const version of versions) {
    const pyenv = join(homedir(), ".pyenv", "versions");
    const candidates = [`python${version}`, ...pyenvPythons(pyenv, version)];
    const found = candidates.find(
      (name) => ask(name, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]) === version,
    );
    if (found !== undefined) return { executable: found, version };
  }
  return null;
}

function pyenvPythons(folder, version) {
  const listed = existsSync(folder) ? (ask("ls", [folder]) ?? "").split("\n") : [];
  return listed
    .filter((name) => name.startsWith(`${version}.`))
    .map((name) => join(folder, name, "bin", "python"));
}

/** A virtual environment of the matrix, made once and kept in .cache/. */
function environment(found, django) {
  const folder = join(cache, `django-${django}-python-${found.version}`);
  const python = join(folder, "bin", "python");
  const stamp = join(folder, ".complete");
  const packages = TEST_PACKAGES.map((name) =>
    name.startsWith("django>") ? `django~=${django}.0` : name,
  ).filter((name) => !["ruff", "mypy", "django-stubs"].includes(name));
  // The stamp names what was installed: another list is another environment.
  const wanted = packages.join("\n");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  say(`Making an environment with Django ${django} on Python ${found.version} ...`);
  mkdirSync(cache, { recursive: true });
  const made =
    run(found.executable, "-m", "venv", "--clear", folder) &&
    run(
      python,
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--retries",
      "1",
      ...packages,
    );
  if (!made) return null;
  writeFileSync(stamp, wanted);
  return python;
}

/** Python's own tests, and all that asks Django, on one version of it. */
function djangoSteps({ django, pythons }) {
  const name = `Django ${django}`;
  const skipped = (skip) => ({ pytest: [], vitest: [{ name, counts: "none", skip }] });
  const found = findPython(pythons);
  if (found === null) return skipped(`no Python ${pythons.join(" or ")} on this machine`);
  const python = environment(found, django);
  if (python === null) return skipped("its environment could not be installed (is PyPI reachable?)");
  const title = `${name} on Python ${found.version}`;
  return {
    pytest: [pytest(`${title}: pytest`, python)],
    vitest: [vitest(`${title}: vitest`, ASK_DJANGO, { DJANGO_PYTHON: python })],
  };
}

function oldestNodeStep() {
  const name = `Node ${OLDEST_NODE}: vitest`;
  const folder = join(cache, `node-${OLDEST_NODE}`);
  const packageName = `node-${process.platform}-${process.arch}`;
  const executable = join(folder, "node_modules", packageName, "bin", "node");
  if (!existsSync(executable)) {
    mkdirSync(folder, { recursive: true });
    run(
      ...npmCommand([
        "install",
        "--prefix",
        folder,
        "--no-save",
        "--ignore-scripts",
        "--loglevel=error",
        `${packageName}@${OLDEST_NODE}`,
      ]),
    );
  }
  if (!existsSync(executable))
    return { name, counts: "none", skip: `${packageName}@${OLDEST_NODE} could not be installed` };
  const step = vitest(name, []);
  return { ...step, command: (report) => [executable, ...step.command(report).slice(1)] };
}
