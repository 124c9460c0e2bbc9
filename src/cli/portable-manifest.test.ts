import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Manifest } from "../manifest/schema.ts";
import { MANIFEST_VERSION } from "../manifest/schema.ts";
import { portableManifest, readManifest } from "./portable-manifest.ts";

const app = (name: string, path: string, local: boolean): Manifest["apps"][number] => ({
  label: name,
  name,
  verboseName: name,
  path,
  local,
});

const manifest: Manifest = {
  version: MANIFEST_VERSION,
  generator: { django: "5.2", python: "3.12.0", package: "0.1.0" },
  settingsModule: "shop.settings",
  baseDir: "/srv/shop",
  settings: { MEDIA_ROOT: "/srv/shop/media", STATIC_ROOT: "/srv/shop-static" },
  databases: {},
  apps: [app("catalog", "/srv/shop/catalog", true), app("admin", "/usr/lib/django/contrib/admin", false)],
  models: [],
  urls: [],
  warnings: [],
};

test("a snapshot names no folder of its machine, and finds the project where it lies", async () => {
  const portable = portableManifest(manifest, "/srv/shop/snapshot");
  expect(JSON.stringify(portable)).not.toMatch(/\/srv\/shop[/"]|\/usr/);
  const folder = mkdtempSync(join(tmpdir(), "bridge-snapshot-"));
  try {
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(portable));
    const read = await readManifest(join(folder, "manifest.json"));
    expect(read.baseDir).toBe(join(folder, ".."));
    expect(read.settings).toEqual({ MEDIA_ROOT: join(folder, "../media"), STATIC_ROOT: "/srv/shop-static" });
    expect(read.apps[0]?.path).toBe(join(folder, "../catalog"));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a file that is none: its name and why", async () => {
  await expect(readManifest("/no/such/manifest.json")).rejects.toThrow(
    /\/no\/such\/manifest\.json cannot be read/,
  );
});
