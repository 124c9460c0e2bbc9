import { expect, test } from "vitest";
import { z } from "zod";
import { ResponseDeclarationError } from "../../errors/api.ts";
import { TestClient } from "../../testing/test-client.ts";
import { FastAPI } from "../fastapi.ts";
import type { RouteOptions } from "../routing/route.ts";
import type { KeySelection } from "./response-keys.ts";

const Author = z.object({ name: z.string(), born: z.int().nullable() });
const Book = z.object({
  title: z.string(),
  author: Author.nullable(),
  tags: z.array(z.object({ name: z.string(), color: z.string() })),
  extra: z.record(z.string(), z.unknown()),
});
const book = {
  title: "Dune",
  author: { name: "Frank", born: 1920 },
  tags: [{ name: "sf", color: "blue" }],
  extra: { a: 1, b: [{ a: 1, c: 2 }] },
};

async function answer(
  options: Pick<RouteOptions, "responseExclude" | "responseInclude">,
  value: unknown = book,
) {
  const app = new FastAPI();
  app.get("/", { response: z.unknown(), ...(options as object) }, () => value);
  return (await new TestClient(app).get("/")).json();
}

test.for<[include: KeySelection | undefined, exclude: KeySelection | undefined, expected: unknown]>([
  [{ title: true }, undefined, { title: "Dune" }],
  [
    { author: { name: true }, tags: { color: true } },
    undefined,
    { author: { name: "Frank" }, tags: [{ color: "blue" }] },
  ],
  [undefined, { author: true, tags: true, extra: true }, { title: "Dune" }],
  [{ title: true, author: true }, { author: { born: true } }, { title: "Dune", author: { name: "Frank" } }],
  [{ extra: { b: { a: true } } }, undefined, { extra: { b: [{ a: 1 }] } }],
  [{}, undefined, {}],
])("include %j, exclude %j", async ([include, exclude, expected]) => {
  const options = {
    response: Book,
    ...(include && { responseInclude: include }),
    ...(exclude && { responseExclude: { keys: exclude } }),
  };
  expect(await answer(options as object)).toEqual(expected);
});

test("a null stays one; rows of lists are treated alike", async () => {
  const options = { response: z.array(Book), responseInclude: { author: { name: true } } };
  expect(await answer(options as object, [book, { ...book, author: null }])).toEqual([
    { author: { name: "Frank" } },
    { author: null },
  ]);
});

test("what is sent with another status has its own keys", async () => {
  const app = new FastAPI();
  const Problem = z.object({ reason: z.string() });
  app.get(
    "/",
    { response: Book, responses: { 409: { schema: Problem } }, responseInclude: { title: true } },
    (_args, { response }) => {
      response.statusCode = 409;
      return { reason: "sold out" } as never;
    },
  );
  expect(await (await new TestClient(app).get("/")).json()).toEqual({ reason: "sold out" });
});

test.for<[options: object, message: RegExp]>([
  [
    { response: Book, responseInclude: { titel: true } },
    /^GET \/: responseInclude names "titel", which the response does not have\. It has: title, author, tags, extra\n {2}declared at /,
  ],
  [
    { response: Book, responseExclude: { keys: { author: { nam: true } } } },
    /responseExclude\.keys names "nam", which "author" of the response does not have\. It has: name, born/,
  ],
  [
    { response: Book, responseExclude: { keys: { title: { x: true } } } },
    /names "x", and "title" of the response has no keys/,
  ],
  [{ responseInclude: { title: true } }, /responseInclude needs a response schema/],
])("a key that is not there is told at the start: %#", async ([options, message]) => {
  const app = new FastAPI();
  app.get("/", options, () => book as never);
  const error = await new TestClient(app).get("/").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ResponseDeclarationError);
  expect((error as Error).message).toMatch(message);
});
