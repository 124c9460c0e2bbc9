import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { mariadbCopy, mariadbShop } from "../../support/mariadb-shop.ts";
import { postgresShop, sqliteShop } from "../../support/shop.ts";
import type { Shop } from "../../support/shop.ts";

/** The shop several times, each to be written in. */
export interface Copies {
  readonly kind: "sqlite" | "postgresql" | "mariadb";
  /** One more copy of the shop as it was filled. */
  make(): Promise<Shop>;
  /** Removes them all. */
  drop(): Promise<void>;
}

export async function sqliteCopies(): Promise<Copies> {
  const shop = await sqliteShop();
  const folder = mkdtempSync(join(tmpdir(), "writing-"));
  let count = 0;
  return {
    kind: "sqlite",
    async make() {
      count += 1;
      const path = join(folder, `copy-${count}.sqlite3`);
      copyFileSync(shop.env["EXAMPLE_DATABASE_NAME"] as string, path);
      return named(shop, path);
    },
    async drop() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Copies on PostgreSQL; or why there are none. */
export async function postgresCopies(): Promise<Copies | string> {
  const prefix = `dfb_writing_${process.pid}_${Date.now()}`;
  const template = `${prefix}_template`;
  const shop = await copyShop(template);
  if (typeof shop === "string") return shop;
  const made = [template];
  return {
    kind: "postgresql",
    async make() {
      const name = `${prefix}_${made.length}`;
      await admin(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
      made.push(name);
      return named(shop, name);
    },
    async drop() {
      for (const name of made) await admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

/** Copies on MariaDB, each filled anew; or why there are none. */
export async function mariadbCopies(): Promise<Copies | string> {
  const shop = await mariadbShop();
  if (typeof shop === "string") return shop;
  const made: (() => void)[] = [];
  return {
    kind: "mariadb",
    async make() {
      const copy = await mariadbCopy();
      made.push(copy.drop);
      return copy.shop;
    },
    async drop() {
      for (const drop of made) drop();
    },
  };
}

async function admin(sql: string): Promise<void> {
  const client = new Client({ host: "127.0.0.1", user: "postgres", database: "postgres" });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The shop is read by other tests: its database is copied in a moment when nobody is connected, once. */
async function copyShop(template: string): Promise<Shop | string> {
  for (let attempt = 0; ; attempt += 1) {
    const shop = await postgresShop();
    if (typeof shop === "string") return shop;
    try {
      await admin(`CREATE DATABASE "${template}" TEMPLATE "${shop.env["EXAMPLE_DATABASE_NAME"] as string}"`);
      return shop;
    } catch (error) {
      // object_in_use, invalid_catalog_name: somebody reads it, or changed the example and made another one.
      if (!["55006", "3D000"].includes((error as { code?: string }).code ?? "") || attempt > 100) throw error;
      await setTimeout(200);
    }
  }
}

function named(shop: Shop, name: string): Shop {
  const secret = shop.secrets.databases["default"] as Shop["secrets"]["databases"][string];
  return {
    ...shop,
    secrets: { ...shop.secrets, databases: { ...shop.secrets.databases, default: { ...secret, name } } },
    env: { ...shop.env, EXAMPLE_DATABASE_NAME: name },
  };
}
