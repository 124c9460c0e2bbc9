import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { observeQueries } from "../../../src/orm/observe.ts";
import { setRuntime } from "../../../src/orm/runtime.ts";
import { shopRuntime } from "../../support/shop-runtime.ts";
import type { ShopRuntime } from "../../support/shop-runtime.ts";
import { postgresCopies, sqliteCopies } from "./copies.ts";
import type { Copies } from "./copies.ts";

/** A shop that tests write in. */
export interface OpenShop {
  readonly kind: Copies["kind"];
  /** What the ORM logged since the test began. */
  messages(): readonly string[];
  /** SQL of the writes since the last call; Python's are "python". */
  written(): readonly string[];
  /** Environment of Python code that is to run over the same shop. */
  env(): Readonly<Record<string, string>>;
}

/** The same tests on SQLite and on PostgreSQL; what is missing is skipped by name. Each file has one copy of the shop. */
export function describeShops(name: string, tests: (shop: OpenShop) => void): void {
  for (const [label, open] of [
    ["SQLite", sqliteCopies],
    ["PostgreSQL", postgresCopies],
  ] as const)
    describe(`${name}, on ${label}`, () => {
      let copies: Copies | null = null;
      let running: ShopRuntime | null = null;
      let env: Readonly<Record<string, string>> = {};
      let statements: string[] = [];
      let stop: (() => void) | null = null;

      beforeAll(async () => {
        const opened = await open();
        if (typeof opened === "string") return;
        copies = opened;
        const shop = await copies.make();
        env = shop.env;
        running = await shopRuntime(shop);
      });
      afterAll(async () => {
        await running?.close();
        await copies?.drop();
      });
      beforeEach((context) => {
        if (running === null) return context.skip(`${label} is not here`);
        setRuntime(running.runtime);
        running.messages.length = 0;
        statements = [];
        stop = observeQueries(({ sql }) => {
          if (sql !== null && !sql.startsWith("SELECT")) statements.push(sql);
        });
      });
      afterEach(() => {
        stop?.();
        setRuntime(null);
      });

      tests({
        kind: label === "SQLite" ? "sqlite" : "postgresql",
        messages: () => running?.messages ?? [],
        env: () => env,
        written() {
          const taken = statements.map((sql) => sql.replaceAll(/\$\d+/g, "?"));
          statements = [];
          return taken;
        },
      });
    });
}
