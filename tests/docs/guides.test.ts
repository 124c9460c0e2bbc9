import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { djangoPython } from "../support/python.ts";
import { readGuide, withSources, type Example, type Exchange } from "./guide.ts";

const docs = join(import.meta.dirname, "..", "..", "docs");
const source = (file: string): string => readFileSync(join(docs, file), "utf8");

/** UPDATE_GUIDES=1 puts the sources as they are now into the guides. */
const update = process.env["UPDATE_GUIDES"] === "1";

const guides = globSync("**/*.md", { cwd: docs }).sort();

describe.each(guides)("%s", (name) => {
  const path = join(docs, name);
  const guide = readGuide(path);

  test("shows its sources as they are", () => {
    const current = withSources(guide.text, source);
    if (update) writeFileSync(path, current);
    else expect(guide.text).toBe(current);
  });

  test("links to what is there", () => {
    const targets = [...guide.text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      (match) => match[1] as string,
    );
    const missing = targets.filter((target) => globSync(join(path, "..", target)).length === 0);
    expect(missing).toEqual([]);
  });

  for (const example of guide.examples.filter(({ exchanges }) => exchanges.length > 0))
    test.skipIf(needsPython(example))(`answers as it says: ${example.file}`, async () => {
      await withServer(example, async (url) => {
        for (const exchange of example.exchanges) await expectExchange(url, exchange, name);
      });
    });
});

test("every example is shown in a guide", () => {
  const shown = guides.flatMap((name) => readGuide(join(docs, name)).examples.map(({ file }) => file));
  expect(globSync("src/**/*.ts", { cwd: docs }).sort()).toEqual([...new Set(shown)].sort());
});

function needsPython({ file }: Example): boolean {
  return djangoPython === null && file.startsWith("src/python/");
}

/** Serves the example alone: the default application is shared by all modules, so each example gets a new one. */
async function withServer(example: Example, use: (url: string) => Promise<void>): Promise<void> {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, Symbol.for("django-fastapi-bridge/1/api"));
  const [{ api }, { createServer }, { serverSettings }] = await Promise.all([
    import("../../src/api/default.ts"),
    import("../../src/server/server.ts"),
    import("../../src/server/settings.ts"),
  ]);
  const needsProject = /"#django\/|\b(?:loginRequired|optionalUser|session)\b/.test(source(example.file));
  const close = needsProject ? await startShop() : null;
  await import(join(docs, example.file));
  const settings = serverSettings({ ALLOWED_HOSTS: ["127.0.0.1"] });
  const server = createServer({ api, settings, logger: { error: (error) => console.error(error) } });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  try {
    await use(url);
  } finally {
    await server.close();
    await close?.();
  }
}

/** The example's models and a shop's rows behind them. */
async function startShop(): Promise<() => Promise<void>> {
  const [{ createAuth, setAuth }, { setRuntime }, { removeCopy, sqliteShop }, { shopRuntime }] =
    await Promise.all([
      import("../../src/auth/runtime.ts"),
      import("../../src/orm/runtime.ts"),
      import("../support/shop.ts"),
      import("../support/shop-runtime.ts"),
    ]);
  // A guide may write.
  const shop = await sqliteShop({ copy: true });
  const { runtime, close } = await shopRuntime(shop);
  setRuntime(runtime);
  setAuth(createAuth(shop.manifest, shop.secrets, runtime.bridge));
  return async () => {
    await close();
    removeCopy(shop);
  };
}

async function expectExchange(url: string, exchange: Exchange, guide: string): Promise<void> {
  const where = `docs/${guide}:${exchange.line} ${exchange.method} ${exchange.path}`;
  const headers = {
    ...(exchange.body === null ? {} : { "content-type": "application/json" }),
    ...exchange.headers,
  };
  const multipart = headers["content-type"]?.startsWith("multipart/");
  const response = await fetch(url + exchange.path, {
    method: exchange.method,
    headers,
    redirect: "manual",
    body: multipart ? `${exchange.body?.replaceAll("\n", "\r\n")}\r\n` : exchange.body,
  });
  const text = await response.text();
  expect.soft(response.status, `${where}\n${text}`).toBe(exchange.status);
  for (const [header, value] of Object.entries(exchange.responseHeaders))
    expect.soft(response.headers.get(header), `${where}: ${header}`).toBe(value);
  if (exchange.responseBody !== null) expect.soft(parsed(text), where).toEqual(parsed(exchange.responseBody));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trimEnd();
  }
}
