import { z } from "zod";
import {
  APIRouter,
  apiKeyHeader,
  body,
  cookie,
  FastAPI,
  file,
  form,
  header,
  query,
} from "../../src/index.ts";

/** What `reference_app.py` is, in TypeScript. */
export function referenceApp(): FastAPI {
  const app = new FastAPI({
    title: "Shop",
    summary: "A shop",
    description: "What it sells",
    version: "1.2.3",
    contact: { name: "Ann", email: "ann@example.com" },
    licenseInfo: { name: "ISC" },
    openapiTags: [{ name: "books", description: "All about books" }],
  });
  const Author = z.object({ id: z.int(), name: z.string() }).meta({ id: "Author" });
  const Review = z
    .object({
      stars: z.int().min(1).max(5),
      get replies() {
        return z.array(Review);
      },
    })
    .meta({ id: "Review" });
  const Cat = z.object({ kind: z.literal("cat") }).meta({ id: "Cat" });
  const Dog = z.object({ kind: z.literal("dog") }).meta({ id: "Dog" });
  const Book = z
    .object({
      id: z.int(),
      title: z.string().max(200).describe("Its title"),
      price: z.number().default(1.5),
      tags: z.array(z.string()).default([]),
      author: Author.nullable(),
      isbn: z.uuid(),
      published: z.iso.date().nullable(),
      updated: z.iso.datetime(),
      extra: z.record(z.string(), z.int()),
      mascot: z.discriminatedUnion("kind", [Cat, Dog]),
    })
    .meta({ id: "Book", description: "A book." });
  const Problem = z.object({ message: z.string() }).meta({ id: "Problem" });

  app.get(
    "/books/{book_id}",
    {
      name: "read_book",
      tags: ["books"],
      description: "Read one book.\n\nWith all about it.",
      args: {
        book_id: z.int().min(1).describe("The id"),
        xs: z.array(z.int()).default([]),
        limit: query(z.int().max(100).default(20), { deprecated: true }),
        order: z.enum(["title", "price"]).default("title"),
        xTrace: header(z.string().default("none")),
        session: cookie(z.string().default("")),
      },
      response: Book,
      responses: { 404: Problem, "5XX": { description: "Sorry" } },
    },
    () => null as never,
  );
  app.post(
    "/books",
    {
      name: "create_book",
      statusCode: 201,
      summary: "Add a book",
      responseDescription: "The book",
      args: { book: Book },
      response: Book,
    },
    ({ book }) => book,
  );
  app.put(
    "/two",
    { name: "two", args: { author: Author, problem: Problem, number: body(z.int()) } },
    ({ number }) => number,
  );
  app.get("/reviews", { name: "reviews", response: z.array(Review) }, () => []);
  app.delete(
    "/files/{name:path}",
    { name: "delete_file", args: { name: z.string() }, statusCode: 204, deprecated: true },
    () => null,
  );
  app.get("/hidden", { includeInSchema: false }, () => null);
  app.get(
    "/me",
    {
      name: "me",
      args: { key: apiKeyHeader({ name: "x-key" }) },
      responses: { 401: { description: "Who are you?" } },
    },
    ({ key }) => key,
  );
  const router = new APIRouter({ prefix: "/v1", tags: ["v1"] });
  router.patch(
    "/books/{book_id}",
    {
      name: "patch_book",
      operationId: "patchBook",
      args: { book_id: z.int(), title: body(z.string(), { embed: true }) },
    },
    ({ title }) => title,
  );
  app.includeRouter(router);
  app.webhooks.post("new-book", { name: "new_book", args: { author: Author } }, () => null);
  return app;
}

/** What `reference_forms.py` is. */
export function referenceForms(): FastAPI {
  const app = new FastAPI({ title: "Forms" });
  const Login = z.object({ username: z.string(), password: z.string() }).meta({ id: "Login" });
  app.post(
    "/form",
    { name: "form", args: { name: form(z.string()), age: form(z.int().default(3)) } },
    ({ name }) => name,
  );
  app.post("/login", { name: "login", args: { login: form(Login) } }, ({ login }) => login.username);
  app.post(
    "/upload",
    {
      name: "upload",
      args: { cover: file(), pages: file(z.array(z.file())), note: form(z.string().default("")) },
    },
    ({ note }) => note,
  );
  return app;
}
