import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setRuntime } from "../../src/orm/runtime.ts";
import { djangoPython } from "../support/python.ts";
import { postgresShop, sqliteShop } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { shopRuntime } from "../support/shop-runtime.ts";
import type { ShopRuntime } from "../support/shop-runtime.ts";
import { answersFor, askDjango, recording, writeRecord } from "./answers.ts";
import type { Models } from "./case.ts";
import { groups } from "./cases/index.ts";
import { modelsOn } from "./models.ts";
import { comparable, runCase } from "./run-case.ts";
import { writeSnapshot } from "./snapshot.ts";

/*
 * Each case is one query in Python and in TypeScript: rows and types must be the same, natively and by the worker, on every
 * database. Django's answers are in recorded/, and another Django than the recorded one is asked; `RECORD=1 npx vitest run tests/differential` writes them anew.
 */

const cases = Object.values(groups).flat();

const shops: Readonly<Record<string, Shop | string>> = {
  sqlite: await sqliteShop(),
  postgresql: await postgresShop(),
};

test("there are at least 150 cases, each once", () => {
  expect(new Set(cases.map(({ python }) => python)).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(150);
});

for (const [backend, shop] of Object.entries(shops)) {
  if (typeof shop === "string") {
    describe.skip(`${backend}: ${shop}`, () => test("is there"));
    continue;
  }
  describe(backend, () => {
    let started: ShopRuntime;
    const here = cases.filter(({ skip }) => skip[backend] === undefined);
    const { bySource, notRecorded } = answersFor(shop, here, backend);

    beforeAll(async () => {
      started = await shopRuntime(shop);
      setRuntime(started.runtime);
    });
    afterAll(async () => {
      setRuntime(null);
      await started.close();
    });

    const unchecked = djangoPython === null ? "no Python with Django" : notRecorded;
    const title = "the recorded answers are Django's";
    test.skipIf(unchecked !== null)(unchecked === null ? title : `${title} (${unchecked})`, () => {
      const now = askDjango(shop, here);
      if (recording) {
        writeRecord(backend, now);
        if (backend === "sqlite") writeSnapshot(shop);
      } else
        for (const one of here)
          expect(comparable(one, bySource.get(one.python)), `${one.python}: record anew`).toBe(
            comparable(one, now.get(one.python)),
          );
    });

    for (const executor of ["native", "worker"] as const) {
      if (executor === "worker" && djangoPython === null) continue;
      describe(executor, () => {
        let models: Models;
        beforeAll(() => {
          models = modelsOn(executor);
        });
        for (const [name, group] of Object.entries(groups))
          describe(name, () => {
            for (const one of group) runCase(one, backend, executor, () => models, bySource);
          });
      });
    }
  });
}
