import { describe, expect, test } from "vitest";
import { z } from "zod";
import { TestClient } from "../../testing/test-client.ts";
import { HTTPException } from "../../errors/api.ts";
import { SynchronousOnlyOperation } from "../../errors/orm.ts";
import { assertSynchronous } from "../../orm/synchronous.ts";
import { FastAPI } from "../fastapi.ts";
import { APIRouter } from "../routing/router.ts";
import { InProcessRequest } from "../../testing/in-process-request.ts";
import { query } from "../parameters/markers.ts";
import { JSONResponse } from "../responses/json-response.ts";
import { StreamingResponse } from "../responses/streaming-response.ts";
import { httpBearer } from "../security/http.ts";
import { depends } from "./depends.ts";

describe("order", () => {
  test("a dependency runs once a request, however often it is asked for", async () => {
    let runs = 0;
    const counter = depends(() => ++runs);
    const first = depends({ counter }, ({ counter }) => counter);
    const second = depends({ counter }, async ({ counter }) => counter);
    const app = new FastAPI();
    app.get("/", { args: { first, second, counter } }, (args) => args);
    const client = new TestClient(app);

    expect(await (await client.get("/")).json()).toEqual({ first: 1, second: 1, counter: 1 });
    expect(await (await client.get("/")).json()).toEqual({ first: 2, second: 2, counter: 2 });
  });

  test("without its cache it runs for each place", async () => {
    let runs = 0;
    const counter = depends(() => ++runs, { useCache: false });
    const app = new FastAPI();
    app.get("/", { args: { one: counter, other: counter } }, (args) => args);

    expect(await (await new TestClient(app).get("/")).json()).toEqual({ one: 1, other: 2 });
  });

  test("application, router, route, arguments", async () => {
    const seen: string[] = [];
    const note = (name: string) => depends(() => void seen.push(name));
    const app = new FastAPI({ dependencies: [note("application")] });
    const router = new APIRouter({ dependencies: [note("router")] });
    router.get("/", { dependencies: [note("route")], args: { own: note("argument") } }, () => seen);
    app.includeRouter(router, { prefix: "/v1", dependencies: [note("include")] });

    const answer = await new TestClient(app).get("/v1/");
    expect(await answer.json()).toEqual(["application", "include", "router", "route", "argument"]);
  });

  test("security comes before the body is read", async () => {
    const app = new FastAPI();
    app.post("/", { args: { item: z.object({ name: z.string() }), token: httpBearer() } }, () => "ok");
    const client = new TestClient(app);

    expect(
      (await client.post("/", { body: "{broken", headers: { "content-type": "application/json" } })).status,
    ).toBe(401);
    const authorized = { authorization: "Bearer x", "content-type": "application/json" };
    expect((await client.post("/", { body: "{broken", headers: authorized })).status).toBe(422);
  });

  test("an exception of a dependency wins over invalid arguments", async () => {
    const refuse = depends(() => {
      throw new HTTPException(403);
    });
    const app = new FastAPI();
    app.get("/", { args: { n: z.int(), refuse } }, () => "never");

    expect((await new TestClient(app).get("/?n=x")).status).toBe(403);
  });

  test("one whose own arguments are invalid does not run, the others do", async () => {
    const seen: string[] = [];
    const broken = depends({ a: z.int() }, () => void seen.push("broken"));
    const above = depends({ broken }, () => void seen.push("above"));
    const other = depends(() => void seen.push("other"));
    const app = new FastAPI();
    app.get("/", { args: { above, other, b: z.int() } }, () => seen.push("handler"));

    const answer = await new TestClient(app).get("/?a=x&b=y");
    const { detail } = (await answer.json()) as { detail: { loc: string[] }[] };
    expect(detail.map(({ loc }) => loc)).toEqual([
      ["query", "a"],
      ["query", "b"],
    ]);
    expect(seen).toEqual(["other"]);
  });
});

describe("teardown", () => {
  const setUp = () => {
    const seen: string[] = [];
    const resource = (name: string, scope?: "function") =>
      depends(
        function* () {
          seen.push(`open ${name}`);
          try {
            yield name;
          } catch (error) {
            seen.push(`${name} sees ${(error as Error).message}`);
            throw error;
          } finally {
            seen.push(`close ${name}`);
          }
        },
        scope === undefined ? {} : { scope },
      );
    return { seen, resource, app: new FastAPI() };
  };

  test("runs in reverse after the response is sent; of scope function before", async () => {
    const { seen, resource, app } = setUp();
    app.get(
      "/",
      { args: { a: resource("a"), f: resource("f", "function"), b: resource("b") } },
      (_, { background }) => {
        seen.push("handler");
        background(() => seen.push("background"));
        return new StreamingResponse(
          (function* () {
            seen.push("stream");
            yield "x";
          })(),
        );
      },
    );
    await (await new TestClient(app).get("/")).text();

    expect(seen).toEqual([
      "open a",
      "open f",
      "open b",
      "handler",
      "close f",
      "stream",
      "background",
      "close b",
      "close a",
    ]);
  });

  test("learns of the handler's error, and may replace it", async () => {
    const { seen, resource, app } = setUp();
    const translate = depends(async function* () {
      try {
        yield;
      } catch (error) {
        throw new HTTPException(409, `was: ${(error as Error).message}`);
      }
    });
    app.get("/", { args: { outer: resource("outer"), translate, inner: resource("inner") } }, () => {
      throw new Error("oops");
    });
    const answer = await new TestClient(app).get("/");

    expect([answer.status, await answer.json()]).toEqual([409, { detail: "was: oops" }]);
    expect(seen).toEqual([
      "open outer",
      "open inner",
      "inner sees oops",
      "close inner",
      "outer sees was: oops",
      "close outer",
    ]);
  });

  test("an error that it swallows is answered all the same", async () => {
    const { app } = setUp();
    const swallow = depends(function* () {
      try {
        yield;
      } catch {
        // As in FastAPI, the client still learns that the request failed.
      }
    });
    app.get("/", { args: { swallow } }, () => {
      throw new HTTPException(418, "teapot");
    });

    expect((await new TestClient(app).get("/")).status).toBe(418);
  });

  test("an error after the response is reported", async () => {
    const { app } = setUp();
    const reported: unknown[] = [];
    app.reportError = (error, operation) => reported.push([(error as Error).message, operation]);
    const failing = depends(function* () {
      yield;
      throw new Error("late");
    });
    app.get("/", { args: { failing } }, (_, { background }) => {
      background(() => Promise.reject(new Error("task")));
    });

    expect((await new TestClient(app).get("/")).status).toBe(200);
    expect(reported).toEqual([
      ["task", "GET /"],
      ["late", "GET /"],
    ]);
  });

  test("runs where a later dependency refuses the request", async () => {
    const { seen, resource, app } = setUp();
    const refuse = depends(() => {
      throw new HTTPException(403, "no");
    });
    app.get("/", { args: { a: resource("a"), refuse } }, () => "never");
    await new TestClient(app).get("/");

    expect(seen).toEqual(["open a", "a sees no", "close a"]);
  });

  test("runs where the arguments are invalid", async () => {
    const { seen, resource, app } = setUp();
    app.get("/", { args: { a: resource("a"), n: z.int() } }, () => "never");

    expect((await new TestClient(app).get("/?n=x")).status).toBe(422);
    expect(seen.at(-1)).toBe("close a");
  });
});

describe("scope app", () => {
  test("is made once and torn down at shutdown", async () => {
    const seen: string[] = [];
    const pool = depends(
      async function* () {
        seen.push("open");
        yield { size: 3 };
        seen.push("close");
      },
      { scope: "app" },
    );
    const app = new FastAPI();
    app.get("/", { args: { pool } }, ({ pool }) => pool.size);
    const client = new TestClient(app);

    expect(
      await Promise.all([client.get("/"), client.get("/")].map(async (answer) => (await answer).json())),
    ).toEqual([3, 3]);
    expect(seen).toEqual(["open"]);
    await app.stop();
    expect(seen).toEqual(["open", "close"]);
  });

  test("cannot depend on the request", () => {
    const app = new FastAPI();
    const wrong = depends({ q: z.string() }, ({ q }) => q, { scope: "app" });
    app.get("/", { args: { wrong } }, () => "never");

    expect(() => app.operations).toThrow(/scope "app" outlives the request/);
  });
});

describe("overrides", () => {
  test("stand in with their own arguments, in nested dependencies too", async () => {
    const user = depends({ token: httpBearer() }, ({ token }) => token.credentials);
    const active = depends({ user }, ({ user }) => ({ user }));
    const app = new FastAPI();
    app.get("/", { args: { active } }, ({ active }) => active);
    const client = new TestClient(app);
    expect((await client.get("/")).status).toBe(401);

    app.dependencyOverrides.set(
      user,
      depends({ as: query(z.string()) }, ({ as }) => as),
    );
    expect(await (await client.get("/?as=ada")).json()).toEqual({ user: "ada" });

    app.dependencyOverrides.clear();
    expect((await client.get("/?as=ada")).status).toBe(401);
  });

  test("that need what they stand in for are refused", () => {
    const base = depends(() => 1);
    const app = new FastAPI();
    app.get("/", { args: { base } }, ({ base }) => base);
    app.dependencyOverrides.set(
      base,
      depends({ base }, ({ base }) => base),
    );

    expect(() => app.operations).toThrow(/need each other/);
  });
});

describe("waiting", () => {
  test("nothing waits, no promise", () => {
    const app = new FastAPI();
    const page = depends({ offset: z.int().default(0) }, ({ offset }) => offset);
    app.get("/{id}", { args: { id: z.int(), page } }, (args) => args);
    const [operation] = app.operations;
    const response = operation?.handle(
      new InProcessRequest({
        request: new Request("http://test/1?offset=2"),
        content: new Uint8Array(),
        pathParams: { id: "1" },
        rootPath: "",
      }),
    );

    expect(response).toEqual({
      status: 200,
      headers: [["content-type", "application/json"]],
      body: '{"id":1,"page":2}',
    });
  });

  test("asynchronous functions run where synchronous queries are refused, others do not", async () => {
    const app = new FastAPI();
    const probe = () => {
      assertSynchronous("a query");
      return "allowed";
    };
    const asyncProbe = async () => probe();
    app.exceptionHandler(
      SynchronousOnlyOperation,
      (error) => new JSONResponse(error.name, { statusCode: 500 }),
    );
    app.get("/sync", () => probe());
    app.get("/async", asyncProbe);
    app.get("/dependency", { args: { value: depends(asyncProbe) } }, ({ value }) => value);
    const client = new TestClient(app);

    expect(await (await client.get("/sync")).json()).toBe("allowed");
    expect(await (await client.get("/async")).json()).toBe("SynchronousOnlyOperation");
    expect(await (await client.get("/dependency")).json()).toBe("SynchronousOnlyOperation");
  });
});
