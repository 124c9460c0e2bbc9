import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Book } from "#django/catalog";
import { QueryNeedsPython } from "../../src/errors/orm.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { DevServer } from "../dev/dev-server.ts";
import { runCommand } from "../dev/run-command.ts";
import { mariadbShop } from "../support/mariadb-shop.ts";
import { EXAMPLE } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { shopRuntime } from "../support/shop-runtime.ts";

const found = await mariadbShop();
const missing = typeof found === "string" ? found : null;
const shop = found as Shop;

describe.skipIf(missing !== null)(`what is said of MariaDB${missing === null ? "" : `: ${missing}`}`, () => {
  const said =
    /Database "default" \(django\.db\.backends\.mysql\): all of its queries and writes run in Python/g;

  test("check warns of what it costs", async () => {
    const { code, stdout } = await runCommand(EXAMPLE, ["check"], shop.env);
    expect(stdout.match(said), stdout).toHaveLength(1);
    expect(code).toBe(0);
  });

  test("dev says it once", async () => {
    const server = new DevServer(EXAMPLE, { env: shop.env });
    try {
      const port = await server.port();
      await server.printed(/\d+ models in \d+ apps/);
      expect((await fetch(`http://127.0.0.1:${port}/permissions`)).status).toBe(200);
      expect(server.output.match(said), server.output).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });

  test("FASTAPI_QUERY_FALLBACK = 'error' leaves nothing: check and each query say so", async () => {
    const { code, stdout } = await runCommand(EXAMPLE, ["check"], {
      ...shop.env,
      DJANGO_SETTINGS_MODULE: "refusing",
      PYTHONPATH: fileURLToPath(new URL("settings", import.meta.url)),
    });
    expect(stdout).toContain('FASTAPI_QUERY_FALLBACK = "error" forbids: every query of it is refused');
    expect(code).toBe(1);
    const { manifest } = shop;
    const settings = { ...manifest.settings, FASTAPI_QUERY_FALLBACK: "error" };
    const { runtime, close } = await shopRuntime({ ...shop, manifest: { ...manifest, settings } });
    setRuntime(runtime);
    try {
      const error: unknown = await (async () => await Book.objects.all())().catch(
        (problem: unknown) => problem,
      );
      expect(error).toBeInstanceOf(QueryNeedsPython);
      expect(String(error)).toContain(
        'A query of catalog.Book runs in Python: SQL is not written for "mysql" here. FASTAPI_QUERY_FALLBACK = "error" forbids that.',
      );
    } finally {
      setRuntime(null);
      await close();
    }
  });
});
