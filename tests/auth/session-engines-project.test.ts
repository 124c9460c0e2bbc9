import { afterAll, beforeAll, describe } from "vitest";
import { auth } from "../../src/auth/runtime.ts";
import { djangoPython } from "../support/python.ts";
import { authShop } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";
import { AGE, sessionContract } from "./session-contract.ts";

/** The engines that need the project: its database, or its Python. */
describe.skipIf(djangoPython === null).each([
  { module: "db", settingsModule: "fast_settings", where: "natively" },
  { module: "cached_db", settingsModule: "python_settings", where: "by a worker" },
])("$module, $where", ({ module, settingsModule }) => {
  let shop: AuthShop;
  beforeAll(async () => {
    shop = await authShop({ settingsModule, settings: { SESSION_COOKIE_AGE: AGE } });
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
