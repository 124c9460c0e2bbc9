import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { HTTPException } from "../../errors/api.ts";
import { TestClient } from "../../testing/test-client.ts";
import { BackgroundTasks } from "../context/background.ts";
import type { Context } from "../context/context.ts";
import type { Schema } from "../parameters/argument.ts";
import { depends } from "../dependencies/depends.ts";
import { FastAPI } from "../fastapi.ts";
import { EventSourceResponse, ServerSentEvent } from "./event-source-response.ts";
import { FileResponse } from "./file-response.ts";
import { JSONResponse } from "./json-response.ts";
import { RedirectResponse } from "./redirect-response.ts";
import { Response } from "./response.ts";
import { StreamingResponse } from "./streaming-response.ts";
import { HTMLResponse, PlainTextResponse } from "./text-responses.ts";

type Handle = (args: {}, context: Context) => unknown;

const ask = async (handler: Handle, headers: Record<string, string> = {}) => {
  const app = new FastAPI();
  app.get("/", handler);
  return new TestClient(app, { headers, followRedirects: false }).get("/");
};

describe("a returned response", () => {
  test("takes the context's cookies and the headers it has not itself", async () => {
    const note = depends((_, { response }) => {
      response.headers.set("x-note", "dependency");
      response.headers.set("x-both", "dependency");
      response.setCookie("a", "1");
    });
    const app = new FastAPI({ dependencies: [note] });
    app.get("/", () => {
      const response = new JSONResponse({ ok: true }, { statusCode: 203, headers: { "X-Both": "handler" } });
      response.setCookie("b", "2");
      return response;
    });
    const answer = await new TestClient(app).get("/");

    expect(answer.status).toBe(203);
    expect([answer.headers.get("x-note"), answer.headers.get("x-both")]).toEqual(["dependency", "handler"]);
    expect(answer.headers.getSetCookie()).toEqual(["b=2; Path=/; SameSite=lax", "a=1; Path=/; SameSite=lax"]);
  });

  test("brings its background tasks along", async () => {
    const seen: string[] = [];
    await ask((_, { background }) => {
      background(() => seen.push("context"));
      const tasks = new BackgroundTasks();
      tasks.add((text: string) => seen.push(text), "response");
      return new Response("x", { background: tasks });
    });
    expect(seen).toEqual(["context", "response"]);
  });

  test("text says its charset, a type of one's own stays", async () => {
    expect((await ask(() => new PlainTextResponse("x"))).headers.get("content-type")).toBe(
      "text/plain; charset=utf-8",
    );
    expect((await ask(() => new HTMLResponse("x"))).headers.get("content-type")).toBe(
      "text/html; charset=utf-8",
    );
    expect((await ask(() => new Response("x", { mediaType: "text/csv" }))).headers.get("content-type")).toBe(
      "text/csv; charset=utf-8",
    );
    expect(
      (await ask(() => new Response(new Uint8Array([1]), { mediaType: "image/png" }))).headers.get(
        "content-type",
      ),
    ).toBe("image/png");
  });

  test("redirects quote what a header cannot carry", async () => {
    const answer = await ask(
      () => new RedirectResponse("https://example.com/é a?b=c&d=%20", { statusCode: 303 }),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      "https://example.com/%C3%A9%20a?b=c&d=%20",
    ]);
  });

  test("an unevaluated QuerySet in a JSONResponse says what to do", async () => {
    const { EVALUABLE } = await import("../../orm/evaluable.ts");
    const rows = { [EVALUABLE]: true, evaluate: () => Promise.resolve([1]) };
    await expect(ask(() => new JSONResponse(rows))).rejects.toThrow(
      "await it, or return it from the handler",
    );
  });
});

describe("streams", () => {
  test("chunks of iterables, generators, web streams", async () => {
    const chunks = () => ["a", new TextEncoder().encode("b")];
    async function* generated() {
      yield* chunks();
    }
    for (const content of [chunks(), generated(), ReadableStream.from(chunks())])
      expect(await (await ask(() => new StreamingResponse(content))).text()).toBe("ab");
  });

  test("a generator handler sends JSON lines, each checked and filtered", async () => {
    const app = new FastAPI();
    app.get("/", { response: z.object({ id: z.int() }) as Schema as z.ZodUnknown }, async function* () {
      yield { id: 1, secret: 1 };
      yield { id: 2 };
    } as () => unknown);
    const answer = await new TestClient(app).get("/");
    expect(answer.headers.get("content-type")).toBe("application/jsonl");
    expect(await answer.text()).toBe('{"id":1}\n{"id":2}\n');
  });

  test("a generator handler of a streaming class sends raw chunks", async () => {
    class CSVResponse extends StreamingResponse {
      static override readonly mediaType = "text/csv";
    }
    const app = new FastAPI();
    app.get("/", { responseClass: CSVResponse }, function* () {
      yield "a,b\n";
      yield "1,2\n";
    });
    const answer = await new TestClient(app).get("/");
    expect([answer.headers.get("content-type"), await answer.text()]).toEqual([
      "text/csv; charset=utf-8",
      "a,b\n1,2\n",
    ]);
  });
});

describe("server-sent events", () => {
  test("values as JSON, events with their fields", async () => {
    const app = new FastAPI();
    app.get("/", { responseClass: EventSourceResponse }, async function* () {
      yield { n: 1 };
      yield new ServerSentEvent({ data: "x", event: "tick", id: "7", retry: 100, comment: "a\nb" });
      yield new ServerSentEvent({ rawData: "two\nlines" });
    });
    const answer = await new TestClient(app).get("/");
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(await answer.text()).toBe(
      'data: {"n":1}\n\n: a\n: b\nevent: tick\ndata: "x"\nid: 7\nretry: 100\n\ndata: two\ndata: lines\n\n',
    );
  });

  test("line breaks cannot smuggle fields in", () => {
    expect(() => new ServerSentEvent({ event: "a\ndata: b" })).toThrow("line break");
  });

  test("a quiet stream is kept alive", async () => {
    vi.useFakeTimers();
    try {
      const { promise, resolve } = Promise.withResolvers<string>();
      const source = (async function* () {
        yield await promise;
      })();
      const body = new EventSourceResponse(source).body as AsyncIterable<string>;
      const chunks = body[Symbol.asyncIterator]();
      const first = chunks.next();
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await first).toEqual({ done: false, value: ": ping\n\n" });
      const second = chunks.next();
      resolve("late");
      expect(await second).toEqual({ done: false, value: 'data: "late"\n\n' });
      expect((await chunks.next()).done).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("files", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "file-response-"));
    writeFileSync(join(folder, "a.txt"), "0123456789");
    writeFileSync(join(folder, "empty.json"), "");
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const send = (name: string, headers?: Record<string, string>) =>
    ask(() => new FileResponse(join(folder, name)), headers);

  test("with type, size, ETag", async () => {
    const answer = await send("a.txt");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-length": "10",
      "accept-ranges": "bytes",
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      "last-modified": expect.stringContaining("GMT"),
    });
    expect(await answer.text()).toBe("0123456789");
    expect(await (await send("empty.json")).text()).toBe("");
  });

  test.each([
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-2", 206, "89", "bytes 8-9/10"],
    ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
    ["bytes=1-2,4-5", 200, "0123456789", null],
    ["lines=1-2", 200, "0123456789", null],
  ])("range %s", async (range, status, body, contentRange) => {
    const answer = await send("a.txt", { range });
    expect([answer.status, await answer.text(), answer.headers.get("content-range")]).toEqual([
      status,
      body,
      contentRange,
    ]);
  });

  test("a range outside: 416; of an older file: all of it; no file: 404", async () => {
    const outside = await send("a.txt", { range: "bytes=10-" });
    expect([outside.status, outside.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    expect((await send("a.txt", { range: "bytes=0-1", "if-range": '"other"' })).status).toBe(200);
    const etag = (await send("a.txt")).headers.get("etag") as string;
    expect((await send("a.txt", { range: "bytes=0-1", "if-range": etag })).status).toBe(206);
    expect((await send("none.txt")).status).toBe(404);
  });

  test("names for saving", async () => {
    const named = (filename: string) => ask(() => new FileResponse(join(folder, "a.txt"), { filename }));
    expect((await named("a.txt")).headers.get("content-disposition")).toBe('attachment; filename="a.txt"');
    expect((await named("é 'x'.txt")).headers.get("content-disposition")).toBe(
      "attachment; filename*=utf-8''%C3%A9%20%27x%27.txt",
    );
  });
});

describe("middleware and errors", () => {
  test("middlewares run around operations, the last one outermost, errors included", async () => {
    const app = new FastAPI();
    const seen: string[] = [];
    for (const name of ["inner", "outer"])
      app.middleware(async (request, next) => {
        seen.push(name);
        request.state[name] = true;
        const response = await next();
        response.headers.append("x-passed", name);
        return response;
      });
    app.get("/", (_, { request }) => request.state);
    app.get("/refused", () => {
      throw new HTTPException(403);
    });
    const client = new TestClient(app);
    const answer = await client.get("/");

    expect([await answer.json(), seen, answer.headers.get("x-passed")]).toEqual([
      { outer: true, inner: true },
      ["outer", "inner"],
      "inner, outer",
    ]);
    expect((await client.get("/refused")).headers.get("x-passed")).toBe("inner, outer");
  });

  test("a middleware may answer itself, or fail", async () => {
    const app = new FastAPI();
    app.middleware((request, next) => {
      if (request.headers["x-stop"] === "answer") return new JSONResponse("stopped");
      if (request.headers["x-stop"] === "fail") throw new HTTPException(418, "failed");
      return next();
    });
    app.get("/", () => "handler");
    const client = new TestClient(app);

    expect(await (await client.get("/", { headers: { "x-stop": "answer" } })).json()).toBe("stopped");
    expect((await client.get("/", { headers: { "x-stop": "fail" } })).status).toBe(418);
    expect(await (await client.get("/")).json()).toBe("handler");
  });

  test("the validation error and HTTPException can be answered otherwise", async () => {
    const { RequestValidationError } = await import("../../errors/api.ts");
    const app = new FastAPI();
    app.exceptionHandler(
      RequestValidationError,
      (error) =>
        new JSONResponse(
          error.errors.map(({ loc }) => loc),
          { statusCode: 400 },
        ),
    );
    app.exceptionHandler(
      404,
      (error) => new PlainTextResponse(`gone: ${String(error.detail)}`, { statusCode: 404 }),
    );
    app.get("/", { args: { n: z.int() } }, () => {
      throw new HTTPException(404, "x");
    });
    const client = new TestClient(app);

    expect(await (await client.get("/?n=a")).json()).toEqual([["query", "n"]]);
    expect(await (await client.get("/?n=1")).text()).toBe("gone: x");
  });

  test("what nobody expects: 500 without its message, and the error for the log", async () => {
    const app = new FastAPI();
    app.get("/", () => {
      throw new Error("secret");
    });
    const client = new TestClient(app, { raiseServerExceptions: false });
    const answer = await client.get("/");
    expect([answer.status, await answer.json()]).toEqual([500, { detail: "Internal Server Error" }]);

    app.exceptionHandler(500, () => new PlainTextResponse("sorry", { statusCode: 500 }));
    expect(await (await client.get("/")).text()).toBe("sorry");
    await expect(new TestClient(app).get("/")).rejects.toThrow("secret");
  });
});
