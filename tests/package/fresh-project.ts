import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { djangoPython } from "../support/python.ts";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const NODE_BIN = dirname(process.execPath);

export const python = djangoPython as string;

/** A folder for one test, and what people type in it. */
export class Workplace {
  readonly dir = mkdtempSync(join(tmpdir(), "bridge-package-"));

  path(...parts: string[]): string {
    return join(this.dir, ...parts);
  }

  write(path: string, source: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), source);
  }

  change(path: string, from: string, to: string): void {
    const source = readFileSync(this.path(path), "utf8");
    if (!source.includes(from)) throw new TypeError(`${path} has no ${from}`);
    writeFileSync(this.path(path), source.replace(from, to));
  }

  /** Runs a command in a folder below; answers its output. @throws with its output when it fails. */
  run(folder: string, command: string, args: readonly string[]): string {
    return execFileSync(command, args, {
      cwd: this.path(folder),
      encoding: "utf8",
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A person's environment: nothing in it names a Python or a settings module. */
export function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${NODE_BIN}:${process.env["PATH"]}`,
    NO_COLOR: "1",
  };
  for (const name of ["DJANGO_PYTHON", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "NODE_PATH", "PYTHONPATH"])
    delete env[name];
  return env;
}

/** Packs this repository as npm would publish it; answers the tarball. */
export function pack(into: string): string {
  const output = execFileSync("npm", ["pack", "--json", "--pack-destination", into], {
    cwd: REPOSITORY,
    encoding: "utf8",
    env: environment(),
    stdio: ["ignore", "pipe", "ignore"],
  });
  // What the build prints comes before it.
  const [{ filename }] = JSON.parse(output.slice(output.indexOf("["))) as [{ filename: string }];
  return join(into, filename);
}

/** TypeScript's errors in a project, by the repository's compiler: the project itself needs none to run. */
export function typeErrors(workplace: Workplace, project: string): string {
  const tsc = join(REPOSITORY, "node_modules", "typescript", "bin", "tsc");
  try {
    workplace.run(project, process.execPath, [tsc, "-p", "."]);
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

export const MODELS = `from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=200)
    published = models.DateField(null=True)
`;
