import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { FastAPI, HTTPException } from "django-fastapi-bridge";
import { TestClient } from "django-fastapi-bridge/testing";
import { connectionFor } from "../../src/orm/connections.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import type { OrmRuntime } from "../../src/orm/runtime.ts";
import { inAtomicBlock } from "../../src/orm/transaction/atomic.ts";
import { postgresDatabase, sqliteDatabase } from "./databases.ts";
import type { TestDatabase } from "./databases.ts";

const opened: TestDatabase[] = [await sqliteDatabase()];
const postgres = await postgresDatabase();
if (typeof postgres === "string") test.skip(`postgresql: ${postgres}`, () => undefined);
else opened.push(postgres);

const add = async (n: number): Promise<void> => {
  await connectionFor("default").execute(`INSERT INTO marks (n) VALUES (${n})`, []);
};

/** One operation for each way to end, each after a write. */
function application(): FastAPI {
  const app = new FastAPI();
  const args = { n: z.int() };
  app.post("/fine/{n}", { args }, async ({ n }) => {
    await add(n);
    return { atomic: inAtomicBlock() };
  });
  app.post("/refused/{n}", { args }, async ({ n }) => {
    await add(n);
    throw new HTTPException(409, "no");
  });
  app.post("/failed/{n}", { args }, async ({ n }) => {
    await add(n);
    throw new TypeError("broken");
  });
  app.post("/misfit/{n}", { args, response: z.object({ text: z.string() }) }, async ({ n }) => {
    await add(n);
    return { text: n } as never;
  });
  app.post("/opted-out/{n}", { args, atomic: false }, async ({ n }) => {
    await add(n);
    throw new HTTPException(409, "no");
  });
  app.get("/read/{n}", { args }, () => ({ atomic: inAtomicBlock() }));
  app.get("/asked/{n}", { args, atomic: true }, async ({ n }) => {
    await add(n);
    throw new HTTPException(409, "no");
  });
  return app;
}

describe.each(opened)("$name", ({ runtime, close }) => {
  const client = new TestClient(application(), { raiseServerExceptions: false });
  const marks = async (): Promise<number[]> => {
    const { rows } = await runtime.database("default").execute("SELECT n FROM marks ORDER BY n", []);
    return rows.map(([n]) => Number(n));
  };
  const withAtomicRequests = (on: boolean): OrmRuntime => {
    const { manifest } = runtime;
    const databases = {
      ...manifest.databases,
      default: { ...manifest.databases["default"]!, atomicRequests: on },
    };
    return { ...runtime, manifest: { ...manifest, databases } };
  };

  beforeAll(async () => {
    await runtime.database("default").execute("CREATE TABLE marks (n integer PRIMARY KEY)", []);
  });
  beforeEach(async () => {
    await runtime.database("default").execute("DELETE FROM marks", []);
  });
  afterAll(async () => {
    setRuntime(null);
    await close();
  });

  test("under ATOMIC_REQUESTS, what a request wrote stays only if nothing of it fails", async () => {
    setRuntime(withAtomicRequests(true));
    expect(await (await client.post("/fine/1")).json()).toEqual({ atomic: true });
    const paths = ["/refused/2", "/failed/3", "/misfit/4", "/opted-out/5", "/asked/6"];
    const statuses: number[] = [];
    for (const path of paths) {
      const response = await (path.startsWith("/asked") ? client.get(path) : client.post(path));
      statuses.push(response.status);
    }
    expect(statuses).toEqual([409, 500, 500, 409, 409]);
    expect(await marks()).toEqual([1, 5]);
    expect(await (await client.get("/read/1")).json()).toEqual({ atomic: false });
  });

  test("without it, each query is its own; an operation can ask for a transaction", async () => {
    setRuntime(withAtomicRequests(false));
    for (const path of ["/fine/1", "/refused/2", "/misfit/4"]) await client.post(path);
    await client.get("/asked/6");
    expect(await marks()).toEqual([1, 2, 4]);
  });
});
