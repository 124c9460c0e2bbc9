import { Client } from "pg";
import { mariadbCopy, mariadbShop } from "../support/mariadb-shop.ts";
import { manage, removeCopy, sqliteShop } from "../support/shop.ts";

/** Environment of a database of one's own, and its end. */
export interface OwnDatabase {
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** A copy of the shop. */
export async function sqliteDatabase(): Promise<OwnDatabase> {
  const shop = await sqliteShop({ copy: true });
  return {
    env: shop.env,
    remove: () => {
      removeCopy(shop);
      return Promise.resolve();
    },
  };
}

const server = { host: "127.0.0.1", user: "postgres", database: "postgres", connectionTimeoutMillis: 2000 };

/** Whether the tests' PostgreSQL answers. */
export async function hasPostgres(): Promise<boolean> {
  return asAdmin(() => Promise.resolve(true)).catch(() => false);
}

/** The shop's tables, empty. */
export async function postgresDatabase(): Promise<OwnDatabase> {
  const name = `dfb_auth_${process.pid}_${Date.now()}`;
  await asAdmin((admin) => admin.query(`CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'UTF8'`));
  const env = {
    EXAMPLE_DATABASE: "postgres",
    EXAMPLE_DATABASE_NAME: name,
    EXAMPLE_DATABASE_HOST: server.host,
    EXAMPLE_DATABASE_USER: server.user,
  };
  manage(env, "migrate", "--verbosity", "0");
  return {
    env,
    remove: async () => {
      await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    },
  };
}

/** Whether the tests' MariaDB answers. */
export async function hasMariadb(): Promise<boolean> {
  return typeof (await mariadbShop()) !== "string";
}

export async function mariadbDatabase(): Promise<OwnDatabase> {
  const { shop, drop } = await mariadbCopy();
  return { env: shop.env, remove: async () => drop() };
}

async function asAdmin<T>(use: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client(server);
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.end();
  }
}
