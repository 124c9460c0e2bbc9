import { describe, expect, test } from "vitest";
import { z } from "zod";
import { EVALUABLE, type Evaluable } from "../../orm/evaluable.ts";
import { TestClient } from "../../testing/test-client.ts";
import { FastAPI } from "../fastapi.ts";
import type { Schema } from "../parameters/argument.ts";
import { jsonableEncoder } from "./encoder.ts";

/** Rows as a QuerySet gives them; `log` tells when they were asked for and when they came. */
function rows<Row>(values: readonly Row[], log: string[] = [], name = "", wait = true): Evaluable<Row> {
  return {
    [EVALUABLE]: true,
    evaluate() {
      log.push(`ask ${name}`);
      if (!wait) return values;
      return new Promise((resolve) => setTimeout(resolve, 2)).then(() => {
        log.push(`got ${name}`);
        return values;
      });
    },
  };
}

async function answerOf(returned: unknown, response?: Schema): Promise<unknown> {
  const app = new FastAPI();
  app.get("/", response === undefined ? {} : { response: response as z.ZodUnknown }, () => returned);
  return (await new TestClient(app).get("/")).json();
}

describe("without a schema", () => {
  test("anything becomes JSON", async () => {
    expect(
      await answerOf({
        date: new Date(0),
        bytes: Buffer.from("hello"),
        set: new Set([1, new Map([["a", 2n]])]),
        nested: [{ deep: { bigint: 2n ** 53n } }],
        own: { toJSON: () => "own" },
        iterator: [1, 2].values(),
        undefined: undefined,
      }),
    ).toEqual({
      date: "1970-01-01T00:00:00.000Z",
      bytes: "aGVsbG8=",
      set: [1, { a: 2 }],
      nested: [{ deep: { bigint: 2 ** 53 } }],
      own: "own",
      iterator: [1, 2],
    });
  });

  test("big integers keep all digits", async () => {
    const app = new FastAPI();
    app.get("/", () => ({ big: 12345678901234567890n }));
    expect(await (await new TestClient(app).get("/")).text()).toBe('{"big":12345678901234567890}');
  });

  test("what is returned is not changed", async () => {
    const returned = { set: new Set([1]), plain: [1] };
    await answerOf(returned);
    expect(returned).toEqual({ set: new Set([1]), plain: [1] });
  });

  test("QuerySets anywhere are run one after another", async () => {
    const log: string[] = [];
    const answer = await answerOf({
      a: rows([{ id: 1 }], log, "a"),
      list: [{ b: rows([2], log, "b") }, rows([3], log, "c", false)],
    });
    expect(answer).toEqual({ a: [{ id: 1 }], list: [{ b: [2] }, [3]] });
    expect(log).toEqual(["ask a", "got a", "ask b", "got b", "ask c"]);
  });

  test("a QuerySet itself", async () => {
    expect(await answerOf(rows([{ id: 1 }]))).toEqual([{ id: 1 }]);
  });

  test("a circle, a function: 500, and the log knows why", async () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    await expect(answerOf(circle)).rejects.toThrow("holds itself");
    await expect(answerOf({ f: () => 1 })).rejects.toThrow("function was returned");
  });
});

describe("with a schema", () => {
  const Book = z.object({ id: z.int(), title: z.string() });

  test("filters unknown keys, strict objects' too, and checks", async () => {
    expect(await answerOf({ id: 1, title: "x", secret: 1 }, Book)).toEqual({ id: 1, title: "x" });
    expect(await answerOf({ id: 1, title: "x", secret: 1 }, Book.strict())).toEqual({ id: 1, title: "x" });
    expect(await answerOf({ id: 1, title: "x", more: 2n }, Book.loose())).toEqual({
      id: 1,
      title: "x",
      more: 2,
    });
    await expect(answerOf({ id: "1", title: "x" }, Book)).rejects.toThrow(
      "GET / returned a value that its response schema does not allow:\n  response.id: Input should be a valid integer (int_type)",
    );
  });

  test("reads instances through their accessors", async () => {
    class Instance {
      readonly id = 1;
      get title() {
        return "computed";
      }
      get other(): string {
        throw new Error("not loaded");
      }
    }
    expect(await answerOf(new Instance(), Book)).toEqual({ id: 1, title: "computed" });
    expect(await answerOf([new Instance()], z.array(Book))).toEqual([{ id: 1, title: "computed" }]);
  });

  test("takes QuerySets where arrays are, one after another", async () => {
    const log: string[] = [];
    const Page = z.object({ total: z.int(), items: z.array(Book), tags: z.array(z.string()) });
    const answer = await answerOf(
      {
        total: 1,
        items: rows([{ id: 1, title: "x", secret: 1 }], log, "items"),
        tags: rows(["a"], log, "tags"),
      },
      Page,
    );
    expect(answer).toEqual({ total: 1, items: [{ id: 1, title: "x" }], tags: ["a"] });
    expect(log).toEqual(["ask items", "got items", "ask tags", "got tags"]);
  });

  test("nested in the rows of another one, on databases that wait and that do not", async () => {
    const schema = z.array(z.object({ name: z.string(), books: z.array(Book) }));
    for (const wait of [true, false]) {
      const books = (id: number) => rows([{ id, title: String(id) }], [], "", wait);
      const authors = rows(
        [
          { name: "a", books: books(1) },
          { name: "b", books: books(2) },
        ],
        [],
        "",
        wait,
      );
      expect(await answerOf(authors, schema)).toEqual([
        { name: "a", books: [{ id: 1, title: "1" }] },
        { name: "b", books: [{ id: 2, title: "2" }] },
      ]);
    }
  });

  test("an error of a query is the error", async () => {
    const failing: Evaluable = {
      [EVALUABLE]: true,
      evaluate: () => Promise.reject(new Error("no such table")),
    };
    await expect(answerOf({ items: failing }, z.object({ items: z.array(Book) }))).rejects.toThrow(
      "no such table",
    );
    await expect(answerOf({ items: failing })).rejects.toThrow("no such table");
  });

  test("codecs run backwards, defaults and one-way transforms forwards", async () => {
    const isoDate = z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    });
    const schema = z.object({
      at: isoDate,
      list: z.array(isoDate),
      shout: z.string().transform((text) => text.toUpperCase()),
      count: z.int().default(3),
    });
    expect(await answerOf({ at: new Date(0), list: [new Date(1)], shout: "x" }, schema)).toEqual({
      at: "1970-01-01T00:00:00.000Z",
      list: ["1970-01-01T00:00:00.001Z"],
      shout: "X",
      count: 3,
    });
  });

  test("what a codec encodes is encoded once", async () => {
    const bytes = z.codec(z.base64(), z.instanceof(Uint8Array), {
      decode: (text) => new Uint8Array(Buffer.from(text, "base64")),
      encode: (value) => Buffer.from(value).toString("base64"),
    });
    const anything = z.codec(z.string(), z.unknown(), {
      decode: (text) => text,
      encode: (value) => typeof value,
    });
    const wrapped = z.codec(
      z.object({ digest: bytes }),
      z.object({ digest: z.instanceof(Uint8Array), at: z.date() }),
      {
        decode: (value) => ({ ...value, at: new Date(0) }),
        encode: ({ digest }) => ({ digest }),
      },
    );
    expect(
      await answerOf(
        { bytes: Buffer.from("hello"), anything: 1n, wrapped: { digest: Buffer.from("x"), at: new Date(0) } },
        z.object({ bytes, anything, wrapped }),
      ),
    ).toEqual({ bytes: "aGVsbG8=", anything: "bigint", wrapped: { digest: "eA==" } });
  });

  test("dates stand for ISO datetimes, and what JSON cannot hold becomes what it can", async () => {
    const schema = z.object({
      at: z.iso.datetime(),
      date: z.date(),
      maybe: z.iso.datetime().nullable(),
      big: z.bigint(),
      set: z.set(z.bigint()),
      map: z.map(z.string(), z.date()),
      any: z.unknown(),
    });
    expect(
      await answerOf(
        {
          at: new Date(0),
          date: new Date(0),
          maybe: null,
          big: 1n,
          set: new Set([2n]),
          map: new Map([["a", new Date(0)]]),
          any: { set: new Set([1]), rows: rows([1]) },
        },
        schema,
      ),
    ).toEqual({
      at: "1970-01-01T00:00:00.000Z",
      date: "1970-01-01T00:00:00.000Z",
      maybe: null,
      big: 1,
      set: [2],
      map: { a: "1970-01-01T00:00:00.000Z" },
      any: { set: [1], rows: [1] },
    });
  });

  test("recursive schemas, by getters and by lazy", async () => {
    const Node = z.object({
      name: z.string(),
      get children() {
        return z.array(Node);
      },
    });
    const tree = { name: "a", secret: 1, children: [{ name: "b", children: [] }] };
    expect(await answerOf(tree, Node)).toEqual({ name: "a", children: [{ name: "b", children: [] }] });

    type Lazy = { name: string; next?: Lazy | undefined };
    const Lazy: z.ZodType<Lazy> = z.lazy(() => z.object({ name: z.string(), next: Lazy.optional() }));
    expect(await answerOf({ name: "a", next: { name: "b", secret: 1 } }, Lazy)).toEqual({
      name: "a",
      next: { name: "b" },
    });
  });

  test("asynchronous refinements", async () => {
    const schema = z.string().refine(async (text) => text === "good", "not good");
    expect(await answerOf("good", schema)).toBe("good");
    await expect(answerOf("bad", schema)).rejects.toThrow("not good");
  });

  test("unions and discriminated unions choose by what is returned", async () => {
    const schema = z.array(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("cat"), lives: z.int() }),
        z.object({ kind: z.literal("dog"), tags: z.array(z.string()) }),
      ]),
    );
    expect(
      await answerOf(
        [
          { kind: "cat", lives: 9, tags: [] },
          { kind: "dog", tags: rows(["good"]) },
        ],
        schema,
      ),
    ).toEqual([
      { kind: "cat", lives: 9 },
      { kind: "dog", tags: ["good"] },
    ]);
  });

  test("a schema without a JSON form is an error at start", () => {
    const app = new FastAPI();
    app.get("/", { response: z.file() }, () => new File([], "x"));
    expect(() => app.operations).toThrow("A response schema holds a file");
  });

  test("a schema that cannot be compiled is told", () => {
    const app = new FastAPI();
    const Slow = z
      .object({ a: z.string() })
      .refine(async () => true)
      .meta({ id: "Slow" });
    app.get("/", { response: Slow }, () => ({ a: "x" }));
    expect(app.operations).toHaveLength(1);
    expect(app.fallbacks).toEqual([
      { schema: "Slow", operation: "GET /", reason: expect.stringContaining("async") },
    ]);
  });
});

describe("by status and otherwise", () => {
  test("another status has the schema that responses declares for it", async () => {
    const app = new FastAPI();
    const Problem = z.object({ detail: z.string() });
    app.get(
      "/",
      { response: z.object({ id: z.int() }) as Schema as z.ZodUnknown, responses: { 404: Problem } },
      (_, { response }) => {
        response.statusCode = 404;
        return { detail: "gone", secret: 1 };
      },
    );
    const answer = await new TestClient(app).get("/");
    expect([answer.status, await answer.json()]).toEqual([404, { detail: "gone" }]);
  });

  test("the standard's Response is one too", async () => {
    const app = new FastAPI();
    app.get("/", () => globalThis.Response.json({ a: 1 }, { status: 201, headers: { "x-own": "1" } }));
    const answer = await new TestClient(app).get("/");
    expect([answer.status, answer.headers.get("x-own"), await answer.json()]).toEqual([201, "1", { a: 1 }]);
  });

  test("jsonableEncoder gives what would be sent", async () => {
    expect(await jsonableEncoder({ items: rows([{ at: new Date(0) }]), none: undefined })).toEqual({
      items: [{ at: "1970-01-01T00:00:00.000Z" }],
    });
  });
});
