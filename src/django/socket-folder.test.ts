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
  const named = makeSocketFolder();
  const of = (owner: number): string => named.replace(/-\d+-\w{6}$/, `-${owner}-abcdef`);
  const [left, own] = [of(pid), of(process.pid)];
  mkdirSync(left);
  mkdirSync(own, { recursive: true });
  removeSocketFolder(makeSocketFolder());
  expect([existsSync(left), existsSync(own)]).toEqual([false, true]);
  for (const folder of [named, own]) rmSync(folder, { recursive: true });
});
