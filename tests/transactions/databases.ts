import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { createRuntime } from "../../src/orm/runtime.ts";
import type { OrmRuntime } from "../../src/orm/runtime.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";
import { postgresShop, sqliteShop } from "../support/shop.ts";

export interface TestDatabase {
  readonly name: "sqlite" | "postgresql";
  readonly runtime: OrmRuntime;
  close(): Promise<void>;
}

const bridge = unavailableBridge("these tests have none");

/** An empty database on SQLite. */
export async function sqliteDatabase(): Promise<TestDatabase> {
  const { manifest, secrets } = await sqliteShop();
  const folder = mkdtempSync(join(tmpdir(), "transactions-"));
  const path = join(folder, "empty.sqlite3");
  writeFileSync(path, "");
  const databases = { ...secrets.databases, default: { ...secrets.databases["default"]!, name: path } };
  const runtime = createRuntime(manifest, { ...secrets, databases }, bridge);
  return {
    name: "sqlite",
    runtime,
    async close() {
      await runtime.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A database of its own on PostgreSQL, or why there is none. */
export async function postgresDatabase(): Promise<TestDatabase | string> {
  const shop = await postgresShop();
  if (typeof shop === "string") return shop;
  const name = `dfb_tx_${process.pid}_${Date.now()}`;
  const secret = shop.secrets.databases["default"]!;
  const admin = async (sql: string): Promise<void> => {
    const client = new Client({ host: secret.host, user: secret.user, database: "postgres" });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await admin(`CREATE DATABASE "${name}"`);
  const databases = { ...shop.secrets.databases, default: { ...secret, name } };
  const runtime = createRuntime(shop.manifest, { ...shop.secrets, databases }, bridge);
  return {
    name: "postgresql",
    runtime,
    async close() {
      await runtime.close();
      await admin(`DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}
