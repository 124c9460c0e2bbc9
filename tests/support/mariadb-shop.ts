import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { askPython, djangoPython } from "./python.ts";
import { describeShop, EXAMPLE, SHOP_SIZE, shopName } from "./shop.ts";
import type { Shop } from "./shop.ts";

const server = { host: "127.0.0.1", user: "root" };

/** The shop on MariaDB (or MySQL); or why it is not there, for the name of the test that is skipped. */
export async function mariadbShop(): Promise<Shop | string> {
  if (djangoPython === null) return "no Python with Django to ask it";
  const { name, stale } = shopName();
  const env = mariadbEnv(name);
  const missing = fillMariadb(env, { server, name, stale, size: SHOP_SIZE });
  return missing ?? describeShop(env);
}

let copies = 0;

/** The shop in a database of its own, where there is a MariaDB, to be written in; `drop` removes it. */
export async function mariadbCopy(): Promise<{ readonly shop: Shop; readonly drop: () => void }> {
  const name = `dfb_mariadb_${process.pid}_${Date.now()}_${copies++}`;
  const env = mariadbEnv(name);
  fillMariadb(env, { server, name, stale: name, size: SHOP_SIZE });
  return { shop: await describeShop(env), drop: () => void onMariadb(`DROP DATABASE \`${name}\``) };
}

/** Runs statements as the server's administrator; answers the rows of each, values as text. */
export function onMariadb(...statements: readonly string[]): Record<string, string | null>[][] {
  return askPython(
    `import pymysql
text = lambda value: None if value is None else str(value)
answer = []
with pymysql.connect(host=given["host"], user=given["user"], autocommit=True, cursorclass=pymysql.cursors.DictCursor) as connection:
    with connection.cursor() as cursor:
        for statement in given["statements"]:
            cursor.execute(statement)
            answer.append([{name: text(value) for name, value in row.items()} for row in cursor.fetchall()])`,
    { ...server, statements },
  ) as Record<string, string | null>[][];
}

function mariadbEnv(name: string): Record<string, string> {
  return {
    EXAMPLE_DATABASE: "mariadb",
    EXAMPLE_DATABASE_NAME: name,
    EXAMPLE_DATABASE_HOST: server.host,
    EXAMPLE_DATABASE_USER: server.user,
  };
}

function fillMariadb(env: Readonly<Record<string, string>>, options: object): string | null {
  const { status, stdout, stderr } = spawnSync(
    djangoPython as string,
    [fileURLToPath(new URL("mariadb_shop.py", import.meta.url))],
    {
      cwd: EXAMPLE,
      env: { ...process.env, DJANGO_SETTINGS_MODULE: "shop.settings", ...env },
      input: JSON.stringify(options),
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`mariadb_shop.py failed:\n${stderr}`);
  return JSON.parse(stdout) as string | null;
}
