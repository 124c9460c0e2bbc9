import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { nodeSqlite } from "../../src/orm/backends/sqlite/driver.ts";
import type { Manifest, Secrets } from "../../src/manifest/schema.ts";
import { describeProject } from "../../src/django/describe.ts";
import { exampleContext } from "./example-context.ts";
import { djangoPython } from "./python.ts";

/**
 * The example's book shop with `load_shop` data, for tests that read it: made once for each state of the example, on
 * every database that is here. Who writes asks for a copy.
 */

export const EXAMPLE = fileURLToPath(new URL("../../example", import.meta.url));
const recorded = fileURLToPath(new URL("../differential/recorded", import.meta.url));
/** The demo without Python starts from it too. */
export const RECORDED_SQL = join(EXAMPLE, "snapshot", "shop.sql");
export const RECORDED_MANIFEST = join(recorded, "manifest.json");

/** Number of books. */
export const SHOP_SIZE = 60;
const PREFIX = "dfb_test_shop_";
const server = { host: "127.0.0.1", user: "postgres" };

export interface Shop {
  readonly manifest: Manifest;
  readonly secrets: Secrets;
  /** Environment that makes the example use this database; Python for it can be started with that. */
  readonly env: Readonly<Record<string, string>>;
  /** Settings module of Python for it; undefined: the example's. */
  readonly settingsModule?: string;
}

/** The shop on SQLite: by Django, or from the dump in the repository where there is no Python. */
export async function sqliteShop(options: { readonly copy?: boolean } = {}): Promise<Shop> {
  const cached = await sqliteFile();
  const path =
    options.copy === true ? join(cacheFolder(), `copy-${process.pid}-${Date.now()}.sqlite3`) : cached;
  if (path === cached) return describeShop({ EXAMPLE_DATABASE: "sqlite", EXAMPLE_DATABASE_NAME: path });
  copyFileSync(cached, path);
  // Who writes may upload.
  return describeShop({
    EXAMPLE_DATABASE: "sqlite",
    EXAMPLE_DATABASE_NAME: path,
    EXAMPLE_MEDIA_ROOT: `${path}-media`,
  });
}

/** The shop on PostgreSQL; or why it is not there, for the name of the test that is skipped. */
export async function postgresShop(): Promise<Shop | string> {
  if (djangoPython === null) return "no Python with Django to fill it";
  const admin = new Client({ ...server, database: "postgres", connectionTimeoutMillis: 2000 });
  try {
    await admin.connect();
  } catch {
    return "no PostgreSQL at 127.0.0.1";
  }
  try {
    const { name, stale: prefix } = shopName();
    const { rows } = await admin.query<{ datname: string }>("SELECT datname FROM pg_database");
    const names = rows.map(({ datname }) => datname);
    if (!names.includes(name)) {
      await fillPostgres(admin, name);
      for (const stale of names.filter((other) => other.startsWith(prefix)))
        await admin.query(`DROP DATABASE IF EXISTS "${stale}"`).catch(() => undefined);
    }
    return await describeShop(postgresEnv(name));
  } finally {
    await admin.end();
  }
}

/** Runs `manage.py` of the example over a shop. */
export function manage(env: Readonly<Record<string, string>>, ...args: readonly string[]): string {
  const python = djangoPython as string;
  const { status, stdout, stderr } = spawnSync(python, ["manage.py", ...args], {
    cwd: EXAMPLE,
    env: { ...process.env, DJANGO_SETTINGS_MODULE: "shop.settings", ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`manage.py ${args.join(" ")} failed:\n${stderr}`);
  return stdout;
}

async function sqliteFile(): Promise<string> {
  const path = join(cacheFolder(), "shop.sqlite3");
  if (existsSync(path)) return path;
  const filling = `${path}.${process.pid}`;
  if (djangoPython === null) {
    const { DatabaseSync } = nodeSqlite();
    const handle = new DatabaseSync(filling, { enableForeignKeyConstraints: false });
    handle.exec(readFileSync(RECORDED_SQL, "utf8"));
    handle.close();
  } else fill({ EXAMPLE_DATABASE: "sqlite", EXAMPLE_DATABASE_NAME: filling });
  // Another test process may have made it meanwhile: both are the same.
  renameSync(filling, path);
  return path;
}

async function fillPostgres(admin: Client, name: string): Promise<void> {
  const filling = `${PREFIX}filling_${process.pid}`;
  await admin.query(`DROP DATABASE IF EXISTS "${filling}"`);
  await admin.query(
    `CREATE DATABASE "${filling}" ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' TEMPLATE template0`,
  );
  fill(postgresEnv(filling));
  try {
    await admin.query(`ALTER DATABASE "${filling}" RENAME TO "${name}"`);
  } catch {
    await admin.query(`DROP DATABASE "${filling}"`);
  }
}

function fill(env: Readonly<Record<string, string>>): void {
  manage(env, "migrate", "--verbosity", "0");
  manage(env, "load_shop", "--size", String(SHOP_SIZE));
}

function postgresEnv(name: string): Record<string, string> {
  return {
    EXAMPLE_DATABASE: "postgres",
    EXAMPLE_DATABASE_NAME: name,
    EXAMPLE_DATABASE_HOST: server.host,
    EXAMPLE_DATABASE_USER: server.user,
  };
}

/** A project over a database: manifest and secrets as Python gives them. */
export async function describeShop(env: Readonly<Record<string, string>>): Promise<Shop> {
  if (djangoPython === null) {
    const manifest = JSON.parse(readFileSync(RECORDED_MANIFEST, "utf8")) as Manifest;
    const place = { user: "", password: "", host: "", port: "", options: {} };
    const name = env["EXAMPLE_DATABASE_NAME"] as string;
    return {
      manifest: { ...manifest, baseDir: EXAMPLE },
      secrets: {
        secretKey: "",
        secretKeyFallbacks: [],
        databases: { default: { name, ...place } },
        caches: {},
      },
      env,
    };
  }
  const context = await exampleContext();
  const { manifest, secrets } = await describeProject({ ...context, env: { ...context.env, ...env } });
  return { manifest, secrets, env };
}

/** A server's database for the shop; the others that begin with `stale` are of an older state of the example. */
export function shopName(): { readonly name: string; readonly stale: string } {
  // Of another checkout, or another Python, is not stale: somebody may be testing with it now.
  const stale = `${PREFIX}${runFingerprint()}_`;
  return { name: `${stale}${fingerprint()}`, stale };
}

function cacheFolder(): string {
  const folder = join(tmpdir(), `django-fastapi-bridge-${process.getuid?.() ?? 0}`, fingerprint());
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Changes with the checkout, and with the Python that fills a shop. */
function runFingerprint(): string {
  return createHash("sha256").update(`${EXAMPLE} ${djangoPython}`).digest("hex").slice(0, 8);
}

let known: string | null = null;

/** Changes whenever the data would. */
function fingerprint(): string {
  if (known !== null) return known;
  const hash = createHash("sha256").update(`${SHOP_SIZE} ${djangoPython}`);
  const files = djangoPython === null ? [RECORDED_SQL] : globSync(`${EXAMPLE}/**/*.py`).sort();
  for (const file of files) hash.update(readFileSync(file));
  known = hash.digest("hex").slice(0, 12);
  return known;
}

/** Removes a copy that `sqliteShop({ copy: true })` made. */
export function removeCopy(shop: Shop): void {
  const path = shop.env["EXAMPLE_DATABASE_NAME"];
  if (path?.includes("copy-") !== true) return;
  rmSync(path, { force: true });
  rmSync(`${path}-media`, { recursive: true, force: true });
}
