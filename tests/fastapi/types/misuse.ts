import { APIRouter, depends, FastAPI, header, path } from "django-fastapi-bridge";
import { z } from "zod";

// Each of these is an error, and says what follows the two dashes: misuse.test.ts compares the texts.

const app = new FastAPI();
const Book = z.object({ id: z.int(), title: z.string() });

export function paths(): void {
  // @ts-expect-error -- The path has {book_id}: declare it in args
  app.get("/books/{book_id}", () => null);
  // @ts-expect-error -- The path has {book_id}: declare it in args
  app.get("/books/{book_id}", { tags: ["books"] }, () => null);
  // @ts-expect-error -- The path has {page}: declare it in args
  app.get("/books/{book_id}/{page:int}", { args: { book_id: z.int() } }, () => null);
  // @ts-expect-error -- The path has {rest}: declare it in args
  app.get("/files/{rest:path}", { args: { path: z.string() } }, () => null);
  // @ts-expect-error -- The path has {room}: declare it in args
  app.websocket("/ws/{room}", async () => null);
  // @ts-expect-error -- The path has {id}: declare it in args
  new APIRouter().put("/{id}", { args: { other: path(z.int(), { alias: "book_id" }) } }, () => null);
}

export function argumentValues(): void {
  // @ts-expect-error -- Property 'toFixed' does not exist on type 'string'
  app.get("/", { args: { xTrace: header(z.string()) } }, ({ xTrace }) => xTrace.toFixed());
  // @ts-expect-error -- Property 'other' does not exist on type
  app.get("/", { args: { q: z.string() } }, ({ other }) => other);
  const page = depends({ offset: z.int() }, ({ offset }) => ({ offset }));
  // @ts-expect-error -- Property 'limit' does not exist on type '{ offset: number; }'
  app.get("/", { args: { page } }, ({ page }) => page.limit);
  // @ts-expect-error -- Type 'string' is not assignable to type 'ArgumentDeclaration'
  app.get("/", { args: { q: "string" } }, () => null);
}

export function responses(): void {
  // @ts-expect-error -- Property 'title' is missing in type '{ id: number; }'
  app.get("/", { response: Book }, () => ({ id: 1 }));
  // @ts-expect-error -- Type 'string' is not assignable to type 'number'
  app.get("/", { response: Book }, async () => ({ id: "1", title: "x" }));
  // @ts-expect-error -- is not assignable to type
  app.get("/", { response: z.array(Book) }, () => ({ id: 1, title: "x" }));
  // @ts-expect-error -- 'titel' does not exist in type
  app.get("/", { response: z.array(Book), responseInclude: { titel: true } }, () => []);
  // @ts-expect-error -- 'titel' does not exist in type
  app.get("/", { response: z.array(Book), responseExclude: { keys: { titel: true } } }, () => []);
  app.get("/", { response: z.array(Book), responseInclude: { title: true } }, () => []);
}

export function overrides(): void {
  const user = depends(() => ({ name: "ada" }));
  app.dependencyOverrides.set(
    user,
    // @ts-expect-error -- Property 'name' is missing in type '{ age: number; }'
    depends(() => ({ age: 1 })),
  );
}
