import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Manifest } from "../manifest/schema.ts";
import { unavailableBridge } from "../manifest/unavailable-bridge.ts";
import { createRuntime, runtime, setRuntime } from "../orm/runtime.ts";
import { environmentSecrets } from "./environment-secrets.ts";
import { readiness } from "./readiness.ts";

function connectTo(vendor: string, url: string): void {
  const manifest = {
    baseDir: "/srv/shop",
    settings: {},
    models: [],
    apps: [],
    databases: { default: { vendor, engine: "", timeZone: null, connMaxAge: 0 } },
  } as unknown as Manifest;
  const secrets = environmentSecrets(manifest, { DJANGO_FASTAPI_DATABASE_URL: url });
  setRuntime(createRuntime(manifest, secrets, unavailableBridge("none is needed")));
}

afterEach(async () => {
  await runtime().close();
  setRuntime(null);
});

test("a database that answers, one that does not, and one that Python asks", async () => {
  connectTo("sqlite", "sqlite://");
  expect(await readiness(null)).toEqual({ ready: true, database: "ok" });
  connectTo("postgresql", "postgres://nobody@127.0.0.1:1/shop");
  expect(await readiness(null)).toEqual({ ready: false, database: "unreachable" });
  connectTo("oracle", "mysql://nobody@127.0.0.1:1/shop");
  expect(await readiness(null)).toEqual({ ready: true });
});

test("a database that takes the connection and says nothing", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  connectTo("postgresql", `postgres://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/shop`);
  expect(await readiness(null)).toEqual({ ready: false, database: "unreachable" });
  silent.close();
});
