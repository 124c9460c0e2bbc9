import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { QueryNeedsPython } from "../../src/errors/orm.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { djangoPython } from "../support/python.ts";
import { mariadbShop } from "../support/mariadb-shop.ts";
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
  mariadb: await mariadbShop(),
};

/** Databases that SQL is not written for here: their queries run in the worker only, and Django is asked live. */
const NOT_SUPPORTED: Readonly<Record<string, string>> = { mariadb: 'SQL is not written for "mysql" here' };

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
    const native = NOT_SUPPORTED[backend] === undefined;
    // Without Python there is no executor either: nothing to record.
    const { bySource, notRecorded } = native
      ? answersFor(shop, here, backend)
      : { bySource: askDjango(shop, here), notRecorded: "Django answers itself" };

    beforeAll(async () => {
      started = await shopRuntime(shop);
      setRuntime(started.runtime);
    });
    afterAll(async () => {
      setRuntime(null);
      await started.close();
    });

    if (native) {
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
    } else
      test(`native: NOT_SUPPORTED, and each query says so: ${NOT_SUPPORTED[backend]}`, async () => {
        const { Book } = modelsOn("native");
        await expect((async () => await Book.objects.all())()).rejects.toThrow(NOT_SUPPORTED[backend]);
        await expect((async () => await Book.objects.count())()).rejects.toThrow(QueryNeedsPython);
      });

    for (const executor of ["native", "worker"] as const) {
      if (executor === "worker" ? djangoPython === null : !native) continue;
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
