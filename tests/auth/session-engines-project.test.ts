import { afterAll, beforeAll, describe, test } from "vitest";
import { auth } from "../../src/auth/runtime.ts";
import { djangoPython } from "../support/python.ts";
import { authShop } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";
import { hasMariadb, hasPostgres, mariadbDatabase, postgresDatabase, sqliteDatabase } from "./database.ts";
import { AGE, sessionContract } from "./session-contract.ts";

/** The engines that need the project: its database, or its Python. */
const postgres = await hasPostgres();
const ENGINES = [
  { module: "db", settingsModule: "fast_settings", where: "SQLite", database: sqliteDatabase, here: true },
  {
    module: "db",
    settingsModule: "fast_settings",
    where: "PostgreSQL",
    database: postgresDatabase,
    here: postgres,
  },
  {
    module: "db",
    settingsModule: "fast_settings",
    where: "MariaDB, by a worker",
    database: mariadbDatabase,
    here: await hasMariadb(),
  },
  {
    module: "cached_db",
    settingsModule: "python_settings",
    where: "by a worker",
    database: sqliteDatabase,
    here: true,
  },
];

describe.each(ENGINES)("$module, $where (here: $here)", ({ module, settingsModule, database, here }) => {
  if (djangoPython === null || !here) {
    test.skip("is there", () => undefined);
    return;
  }
  let shop: AuthShop;
  beforeAll(async () => {
    shop = await authShop({ settingsModule, database, settings: { SESSION_COOKIE_AGE: AGE } });
  });
  afterAll(() => shop.close());

  sessionContract({
    module,
    engine: () => auth().sessions,
    stateless: false,
    django: (code, given) =>
      shop.django(
        `from importlib import import_module\nStore = import_module(settings.SESSION_ENGINE).SessionStore\n${code}`,
        given,
      ),
  });
});
