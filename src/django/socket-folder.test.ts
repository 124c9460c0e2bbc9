import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeSocketFolder, removeSocketFolder } from "./socket-folder.ts";

test("is this user's alone, and short enough for a socket's path", () => {
  const folder = makeSocketFolder();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(join(folder, "django-1000.sock").length - tmpdir().length).toBeLessThan(60);
  removeSocketFolder(folder);
  expect(existsSync(folder)).toBe(false);
});

test("those of ended processes go, those of running ones stay", () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const left = join(tmpdir(), `django-fastapi-${pid}-abcdef`);
  const own = join(tmpdir(), `django-fastapi-${process.pid}-abcdef`);
  mkdirSync(left);
  mkdirSync(own, { recursive: true });
  removeSocketFolder(makeSocketFolder());
  expect([existsSync(left), existsSync(own)]).toEqual([false, true]);
  rmSync(own, { recursive: true });
});
