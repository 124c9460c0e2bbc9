import { existsSync } from "node:fs";
import { join } from "node:path";
import { ask, root, run, say } from "./process.mjs";

const OLDEST_PYTHON = "3.10";
const OLDEST_DJANGO = "4.2";
const VENV = join(root, ".venv");
const inVenv = (folder) =>
  process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");

/** What the example needs to show everything; only Django is indispensable. */
export const DEMO_PACKAGES = ["django>=5.2,<5.3", "fastapi", "uvicorn", "a2wsgi"];
/** What the checks need on top. */
export const TEST_PACKAGES = [
  ...DEMO_PACKAGES,
  "pytest",
  "ruff",
  "mypy",
  "django-stubs",
  "psycopg[binary]",
  "pymysql",
  "httpx",
  "websockets",
  "daphne",
  "gunicorn",
  "python-multipart",
  "argon2-cffi",
  "bcrypt",
  "djangorestframework",
  "djangorestframework-simplejwt",
];

function version(python) {
  return ask(python, ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]);
}

function djangoVersion(python) {
  return ask(python, ["-c", "import django; print(django.__version__)"]);
}

function atLeast(version, oldest) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldest.split(".").map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function hasDjango(python) {
  const found = djangoVersion(python);
  return found !== null && atLeast(found, OLDEST_DJANGO);
}

/** Pythons on the path, the plain name first: it is the one the user means. */
function systemPythons() {
  const names =
    process.platform === "win32"
      ? ["python"]
      : ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"];
  return names.filter((name) => {
    const found = version(name);
    return found !== null && atLeast(found, OLDEST_PYTHON);
  });
}

const PIP_OPTIONS = [
  "install",
  "--retries",
  "1",
  "--timeout",
  "20",
  "--disable-pip-version-check",
  "--quiet",
];

/** pip for the virtual environment: its own, or where Debian left ensurepip out, the system's with --python (pip >= 22.3). */
function pip(systemPython, packages) {
  const python = inVenv(VENV);
  if (ask(python, ["-m", "pip", "--version"]) !== null)
    return run(python, "-m", "pip", ...PIP_OPTIONS, ...packages);
  return run(systemPython, "-m", "pip", "--python", python, ...PIP_OPTIONS, ...packages);
}

function install(systemPython, packages) {
  const names = packages.map((name) => name.split(/[<>=[]/)[0]);
  say(`Installing Python packages into .venv: ${names.join(", ")} ...`);
  if (pip(systemPython, packages)) return true;
  // One optional package that is missing must not stop the rest. Django first: without it nothing else is of use.
  const [django, ...optional] = packages;
  if (!pip(systemPython, [django])) return false;
  const missing = optional.filter((name) => !pip(systemPython, [name]));
  if (missing.length > 0) say(`Could not install ${missing.join(", ")}; what needs them is left out.`);
  return true;
}

function isComplete(python, packages) {
  const names = packages.map((name) => name.split(/[<>=[]/)[0]);
  const code = `import importlib.metadata as m, sys\nfor n in sys.argv[1:]:\n    m.version(n)`;
  return ask(python, ["-c", code, ...names]) !== null;
}

function makeVenv(packages) {
  const [systemPython] = systemPythons();
  if (systemPython === undefined) return { problem: `no Python >= ${OLDEST_PYTHON} was found` };
  if (!existsSync(inVenv(VENV))) {
    say(`Making .venv with ${systemPython} (Python ${version(systemPython)}) ...`);
    const made =
      ask(systemPython, ["-m", "venv", VENV]) ??
      ask(systemPython, ["-m", "venv", "--clear", "--without-pip", VENV]);
    if (made === null) return { problem: `"${systemPython} -m venv .venv" failed` };
  }
  if (!install(systemPython, packages) || !hasDjango(inVenv(VENV))) {
    return { problem: "Django could not be installed with pip into .venv (is PyPI reachable?)" };
  }
  return { python: inVenv(VENV) };
}

/**
 * A Python with Django, in the order in which a user would expect: the one that DJANGO_PYTHON names, the active environment,
 * .venv (made and filled if need be), a system Django.
 *
 * @param {readonly string[]} packages what a .venv of ours should hold
 * @returns {{ python: string } | { python: null, problem: string }}
 */
export function providePython(packages) {
  if (process.env.DJANGO_PYTHON) {
    if (hasDjango(process.env.DJANGO_PYTHON)) return { python: process.env.DJANGO_PYTHON };
    say(
      `DJANGO_PYTHON is ${process.env.DJANGO_PYTHON}, which has no Django >= ${OLDEST_DJANGO}: looking further.`,
    );
  }
  const active = process.env.VIRTUAL_ENV && inVenv(process.env.VIRTUAL_ENV);
  if (active && active !== inVenv(VENV) && hasDjango(active)) return { python: active };
  if (existsSync(inVenv(VENV)) && hasDjango(inVenv(VENV)) && isComplete(inVenv(VENV), packages)) {
    return { python: inVenv(VENV) };
  }
  const made = makeVenv(packages);
  if (made.python !== undefined) return made;
  const system = systemPythons().find(hasDjango);
  if (system !== undefined) {
    say(`${made.problem}; using the system's ${system} with Django ${djangoVersion(system)}.`);
    return { python: system };
  }
  return { python: null, problem: made.problem };
}
