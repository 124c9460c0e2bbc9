// The bench's operations as one would write them for speed alone: node:http, the driver, JSON.stringify.
//   node bench/peers/by-hand.ts PORT DATABASE     (a file of SQLite, or the name of a database of PostgreSQL)
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { Pool } from "pg";

type Row = readonly unknown[];
/** Rows as arrays; `$1` and so on in PostgreSQL, `?` in SQLite. */
type Queries = Record<
  "books" | "book" | "createTag",
  (...parameters: (string | number)[]) => Row[] | Promise<Row[]>
>;

const COLUMNS = `b.id, b.title, b.slug, b.format, b.published, b.price, b.stock, a.id, a.name
  FROM catalog_book b JOIN catalog_author a ON a.id = b.author_id WHERE b.deleted_at IS NULL`;

const [port, database] = process.argv.slice(2) as [string, string];
const queries = process.env["EXAMPLE_DATABASE"] === "postgres" ? postgresql(database) : sqlite(database);

function sqlite(path: string): Queries {
  const connection = new DatabaseSync(path);
  connection.exec("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000");
  const prepare = (sql: string) => {
    const statement = connection.prepare(sql);
    statement.setReturnArrays(true);
    return (...parameters: (string | number)[]) => statement.all(...parameters) as unknown as Row[];
  };
  return {
    books: prepare(`SELECT ${COLUMNS} ORDER BY b.id LIMIT ? OFFSET ?`),
    book: prepare(`SELECT ${COLUMNS} AND b.id = ?`),
    createTag: prepare("INSERT INTO catalog_tag (name, slug) VALUES (?, ?) RETURNING id"),
  };
}

function postgresql(name: string): Queries {
  const pool = new Pool({ host: "127.0.0.1", user: "postgres", database: name, max: 10 });
  const prepare = (key: string, text: string) => {
    return async (...values: (string | number)[]) =>
      (await pool.query({ name: key, text, values, rowMode: "array" })).rows as Row[];
  };
  const columns = COLUMNS.replace("b.published", "b.published::text");
  return {
    books: prepare("books", `SELECT ${columns} ORDER BY b.id LIMIT $1 OFFSET $2`),
    book: prepare("book", `SELECT ${columns} AND b.id = $1`),
    createTag: prepare("tag", "INSERT INTO catalog_tag (name, slug) VALUES ($1, $2) RETURNING id"),
  };
}

/** A price as Django sends it, with its two places. */
function decimal(value: unknown): string {
  return typeof value === "string" ? value : (value as number).toFixed(2);
}

function bookOf([id, title, slug, format, published, price, stock, authorId, author]: Row): object {
  const by = { id: Number(authorId), name: author };
  return { id: Number(id), title, slug, format, published, price: decimal(price), stock, author: by };
}

function send(response: ServerResponse, status: number, content: unknown): void {
  const body = Buffer.from(JSON.stringify(content));
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length }).end(body);
}

/** A whole number of the query string between two bounds, or null where it is none. */
function whole(search: URLSearchParams, name: string, otherwise: number, max: number): number | null {
  const text = search.get(name);
  if (text === null) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : -1;
  return value >= 0 && value <= max ? value : null;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "", search = ""] = (request.url as string).split("?", 2);
  if (path === "/hello") return send(response, 200, { hello: "world" });
  if (path === "/books") {
    const parameters = new URLSearchParams(search);
    const limit = whole(parameters, "limit", 20, 100);
    const offset = whole(parameters, "offset", 0, 2 ** 31);
    if (limit === null || limit === 0 || offset === null)
      return send(response, 422, { detail: "parameters" });
    return send(response, 200, (await queries.books(limit, offset)).map(bookOf));
  }
  if (path.startsWith("/books/")) {
    const id = path.slice(7);
    if (!/^\d+$/.test(id)) return send(response, 422, { detail: "book_id" });
    const [row] = await queries.book(Number(id));
    return row === undefined
      ? send(response, 404, { detail: "Not Found" })
      : send(response, 200, bookOf(row));
  }
  if (path === "/tags" && request.method === "POST") {
    const { name, slug } = (await readJson(request)) as { name: unknown; slug: unknown };
    const valid = typeof name === "string" && name.length > 0 && name.length <= 50;
    if (!valid || typeof slug !== "string" || !/^[-\w]{1,50}$/.test(slug))
      return send(response, 422, { detail: "body" });
    const [row] = (await queries.createTag(name, slug)) as [Row];
    return send(response, 201, { id: Number(row[0]), name, slug });
  }
  send(response, 404, { detail: "Not Found" });
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    send(response, 500, { detail: "Internal Server Error" });
  });
}).listen(Number(port), "127.0.0.1");
