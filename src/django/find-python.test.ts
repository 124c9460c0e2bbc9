import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { djangoPython } from "../../tests/support/python.ts";
import { PythonNotFound } from "../errors/project.ts";
import type { FindPythonOptions, PythonInterpreter } from "./find-python.ts";
import { findPython } from "./find-python.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bridge-python-"));
  mkdirSync(join(root, "project/app"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const find = (options: Partial<FindPythonOptions> = {}): Promise<PythonInterpreter> =>
  findPython({
    projectDir: join(root, "project"),
    cwd: join(root, "project"),
    env: { PATH: "" },
    ...options,
  });

/** A Python that answers the probe with what it is told. */
function fakePython(path: string, answer: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(file, 0o755);
  return file;
}

const answer = (version: readonly number[], django: string | null): string =>
  JSON.stringify(["/real/python", version, django]);

test("the first that has Django: an environment beside or above the project, then PATH", async () => {
  fakePython("project/.venv/bin/python", answer([3, 12, 1], null));
  fakePython("venv/bin/python", answer([3, 13, 0], "5.2"));
  fakePython("path/python3", answer([3, 14, 0], "6.0"));
  const env = { PATH: join(root, "path") };
  expect(await find({ env })).toEqual({
    executable: "/real/python",
    version: "3.13.0",
    django: "5.2",
    foundBy: "venv",
  });
  rmSync(join(root, "venv"), { recursive: true });
  expect(await find({ env })).toMatchObject({ version: "3.14.0", foundBy: "python3 on PATH" });
});

test("an active environment comes before those that lie about", async () => {
  fakePython("project/.venv/bin/python", answer([3, 12, 1], "5.2"));
  fakePython("active/bin/python", answer([3, 11, 0], "4.2"));
  expect(await find({ env: { PATH: "", VIRTUAL_ENV: join(root, "active") } })).toMatchObject({
    django: "4.2",
    foundBy: "VIRTUAL_ENV",
  });
});

test("a named one is the only one: by option, variable, package.json, in this order", async () => {
  fakePython("project/.venv/bin/python", answer([3, 12, 1], "5.2"));
  fakePython("a", answer([3, 12, 1], "5.1"));
  fakePython("b", answer([3, 12, 1], "5.0"));
  writeFileSync(join(root, "package.json"), '{"django-fastapi": {"python": "./a"}}');
  expect(await find()).toMatchObject({ django: "5.1", foundBy: join(root, "package.json") });
  const env = { PATH: "", DJANGO_PYTHON: join(root, "b") };
  expect(await find({ env })).toMatchObject({ django: "5.0", foundBy: "DJANGO_PYTHON" });
  expect(await find({ env, python: "../a" })).toMatchObject({ django: "5.1", foundBy: "--python" });
  await expect(find({ python: "../none" })).rejects.toThrow(PythonNotFound);
});

test("none: everything that was tried, and why not", async () => {
  fakePython("project/.venv/bin/python", answer([3, 12, 1], null));
  fakePython("project/venv/bin/python", answer([3, 8, 10], "4.2"));
  fakePython("path/python3", "no JSON");
  const message = await find({ env: { PATH: join(root, "path") } }).catch((error: Error) => error.message);
  expect(message).toMatch(/\.venv: .*: has no Django/);
  expect(message).toMatch(/venv: .*: is Python 3\.8; 3\.10 or newer is needed/);
  expect(message).toMatch(/python3 on PATH: .*: is not a Python that works/);
  expect(message).toContain("DJANGO_PYTHON=path/to/python");
});

describe.runIf(djangoPython !== null)("a real one", () => {
  test("says its version and Django's, and keeps to its environment through a link", async () => {
    symlinkSync(dirname(dirname(djangoPython as string)), join(root, "project/.venv"));
    const found = await find();
    expect(found.django).toMatch(/^\d+\.\d+/);
    expect(found.version).toMatch(/^3\.\d+\.\d+$/);
  });
});
