import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Manifest } from "../../src/manifest/schema.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { djangoPython } from "../support/python.ts";
import { postgresShop, sqliteShop } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { shopRuntime } from "../support/shop-runtime.ts";
import type { ShopRuntime } from "../support/shop-runtime.ts";
import { answersFor, askDjango, recording, writeRecord } from "./answers.ts";
import type { Models } from "./case.ts";
import { aware, timeZones } from "./cases/time-zones.ts";
import { modelsOn } from "./models.ts";
import { comparable, runCase } from "./run-case.ts";

/* The cases about time, under settings that change what a datetime is. The data are the same: only their meaning differs. */

interface Variant {
  readonly settings: Manifest["settings"];
  /** `TIME_ZONE` of the database on SQLite. */
  readonly stored: string | null;
}

const VARIANTS: Readonly<Record<string, Variant>> = {
  berlin: { settings: { TIME_ZONE: "Europe/Berlin" }, stored: null },
  naive: { settings: { TIME_ZONE: "Europe/Berlin", USE_TZ: false }, stored: null },
  stored: { settings: { TIME_ZONE: "Europe/Berlin" }, stored: "America/New_York" },
};

const shops: Readonly<Record<string, Shop | string>> = {
  sqlite: await sqliteShop(),
  postgresql: await postgresShop(),
};

for (const [backend, shop] of Object.entries(shops))
  for (const [name, variant] of Object.entries(VARIANTS)) {
    if (typeof shop === "string") describe.skip(`${backend}, ${name}: ${shop}`, () => test("is there"));
    else describe(`${backend}, ${name}`, () => compare(backend, name, changed(shop, backend, name, variant)));
  }

function compare(backend: string, name: string, shop: Shop): void {
  const cases = shop.manifest.settings["USE_TZ"] === false ? timeZones : [...timeZones, ...aware];
  const record = `time-${name}-${backend}`;
  const { bySource, notRecorded } = answersFor(shop, cases, record, null);
  let started: ShopRuntime;

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
    const now = askDjango(shop, cases);
    if (recording) writeRecord(record, now, null);
    else
      for (const one of cases)
        expect(comparable(one, bySource.get(one.python)), one.python).toBe(
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
      for (const one of cases) runCase(one, backend, executor, () => models, bySource);
    });
  }
}

function changed({ manifest, secrets, env }: Shop, backend: string, name: string, variant: Variant): Shop {
  const databases = structuredClone(manifest.databases);
  const database = databases["default"];
  if (database !== undefined && backend === "sqlite") database.timeZone = variant.stored;
  return {
    manifest: { ...manifest, databases, settings: { ...manifest.settings, ...variant.settings } },
    secrets,
    env: { ...env, PYTHONPATH: fileURLToPath(new URL("settings", import.meta.url)) },
    settingsModule: name,
  };
}
