import {
  body,
  cookie,
  depends,
  FastAPI,
  file,
  form,
  header,
  httpBearer,
  JSONResponse,
  path,
  query,
  type HTTPAuthorizationCredentials,
  type UploadFile,
} from "django-fastapi-bridge";
import { Book, type BookModel } from "#django/catalog";
import type { QuerySet } from "django-fastapi-bridge/orm";
import { expectTypeOf } from "vitest";
import { z } from "zod";

// Checked by tsc: what arguments are, without a single annotation in a handler.

const app = new FastAPI();

app.get(
  "/books/{book_id}/{rest:path}",
  {
    args: {
      book_id: z.int(),
      rest: z.string(),
      optional: z.string().optional(),
      fallback: z.int().default(1),
      nullable: z.int().nullable(),
      list: z.array(z.enum(["a", "b"])).default([]),
      date: z.codec(z.iso.datetime(), z.date(), {
        decode: (text) => new Date(text),
        encode: (at) => at.toISOString(),
      }),
      xTrace: header(z.string().optional()),
      session: cookie(z.string()),
      filters: query(z.object({ limit: z.int().default(10) })),
    },
  },
  (args, { request, response, background, signal }) => {
    expectTypeOf(args).toEqualTypeOf<{
      readonly book_id: number;
      readonly rest: string;
      readonly optional: string | undefined;
      readonly fallback: number;
      readonly nullable: number | null;
      readonly list: ("a" | "b")[];
      readonly date: Date;
      readonly xTrace: string | undefined;
      readonly session: string;
      readonly filters: { limit: number };
    }>();
    expectTypeOf(request.method).toEqualTypeOf<string>();
    expectTypeOf(response.statusCode).toEqualTypeOf<number | null>();
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    background((name: string) => name, "x");
  },
);

app.post(
  "/upload",
  {
    args: {
      one: file(),
      many: file(z.array(z.file())),
      maybe: file(z.file().optional()),
      note: form(z.string()),
    },
  },
  (args) => {
    expectTypeOf(args).toEqualTypeOf<{
      readonly one: UploadFile;
      readonly many: UploadFile[];
      readonly maybe: UploadFile | undefined;
      readonly note: string;
    }>();
  },
);

const plain = depends(() => 1);
const waiting = depends(async () => "x");
const generated = depends(function* () {
  yield { open: true };
});
const asyncGenerated = depends({ plain }, async function* ({ plain }) {
  yield plain;
});
const queryset = depends(() => Book.objects.all());
const shop = depends({ shop_id: z.int() }, ({ shop_id }) => shop_id);

app.get(
  "/dependencies/{shop_id}/{id}",
  {
    args: {
      plain,
      waiting,
      generated,
      asyncGenerated,
      queryset,
      shop,
      key: path(z.int(), { alias: "id" }),
      token: httpBearer(),
      maybe: httpBearer({ autoError: false }),
    },
  },
  (args) => {
    expectTypeOf(args.plain).toEqualTypeOf<number>();
    expectTypeOf(args.waiting).toEqualTypeOf<string>();
    expectTypeOf(args.generated).toEqualTypeOf<{ open: boolean }>();
    expectTypeOf(args.asyncGenerated).toEqualTypeOf<number>();
    expectTypeOf(args.queryset).toExtend<QuerySet<BookModel>>();
    expectTypeOf(args.shop).toEqualTypeOf<number>();
    expectTypeOf(args.key).toEqualTypeOf<number>();
    expectTypeOf(args.token).toEqualTypeOf<HTTPAuthorizationCredentials>();
    expectTypeOf(args.maybe).toEqualTypeOf<HTTPAuthorizationCredentials | null>();
  },
);

// A dependency of the route declares path names too.
app.get("/only/{shop_id}", { dependencies: [shop] }, () => null);

// What may be returned where a response is declared.
const BookOut = z.object({ id: z.int(), title: z.string(), published: z.iso.datetime().nullable() });
app.get("/one", { response: BookOut }, () => ({ id: 1, title: "x", published: null }));
app.get("/date", { response: BookOut }, async () => ({ id: 1, title: "x", published: new Date(), more: 1 }));
app.get("/rows", { response: z.array(BookOut) }, () => Book.objects.all());
app.get("/page", { response: z.object({ total: z.int(), items: z.array(BookOut) }) }, async () => ({
  total: await Book.objects.count(),
  items: Book.objects.all(),
}));
app.get("/readonly", { response: z.array(z.string()) }, () => ["a", "b"] as const);
app.get("/response", { response: BookOut }, () => new JSONResponse({ id: 1 }));
app.get("/default", { response: z.object({ n: z.int().default(1) }) }, () => ({}));
app.get("/map", { response: z.map(z.string(), z.int()) }, () => new Map([["a", 1]]));
app.get(
  "/codec",
  {
    response: z.object({
      at: z.codec(z.string(), z.date(), { decode: (text) => new Date(text), encode: String }),
    }),
  },
  () => ({
    at: new Date(),
  }),
);
app.get("/stream", { response: BookOut }, async function* () {
  yield { id: 1, title: "x", published: null };
});
app.post("/body", { args: { item: body(BookOut, { embed: true }) } }, ({ item }) => item.title.length);

// WebSockets have the arguments and the socket; a callback's path may hold OpenAPI's runtime expressions.
app.websocket("/ws/{room}", { args: { room: z.int() } }, async ({ room }, { socket }) => {
  room.toFixed();
  const { x } = await socket.receiveJson(z.object({ x: z.int() }));
  for await (const message of socket)
    await socket.sendText(typeof message === "string" ? message : String(x));
});
app.post("{$request.body.url}/done", () => null);
