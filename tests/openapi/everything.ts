import { z } from "zod";
import {
  APIRouter,
  apiKeyCookie,
  apiKeyQuery,
  cookie,
  depends,
  EventSourceResponse,
  FastAPI,
  file,
  form,
  header,
  HTMLResponse,
  httpBasic,
  httpBearer,
  oauth2AuthorizationCodeBearer,
  oauth2PasswordBearer,
  openIdConnect,
  path,
  PlainTextResponse,
  query,
} from "../../src/index.ts";

const nothing = (): null => null;

/** Everything that a document can hold, in one application. */
export function everything(): FastAPI {
  const app = new FastAPI({
    title: "Everything",
    summary: "All of it",
    description: "With **Markdown**",
    version: "1",
    termsOfService: "https://example.com/terms",
    contact: { name: "A", url: "https://example.com", email: "a@example.com" },
    licenseInfo: { name: "MIT", identifier: "MIT" },
    servers: [{ url: "https://{region}.example.com", variables: { region: { default: "eu" } } }],
    openapiTags: [{ name: "t", description: "T", externalDocs: { url: "https://example.com" } }],
  });
  const Problem = z.object({ type: z.url(), status: z.int() }).meta({ id: "Problem" });
  const Node = z
    .object({
      value: z.number().positive().default(1),
      get left() {
        return Node.nullable().default(null);
      },
    })
    .meta({ id: "Node", description: "Of a tree", examples: [{ value: 2 }] });
  const Circle = z.object({ kind: z.literal("circle"), radius: z.number() }).meta({ id: "Circle" });
  const Square = z.object({ kind: z.literal("square"), side: z.number() }).meta({ id: "Square" });
  const Odd = z.object({
    tuple: z.tuple([z.string(), z.int()]).rest(z.boolean()),
    big: z.bigint(),
    at: z.date(),
    map: z.map(z.string(), z.int()),
    any: z.unknown(),
    never: z.never().optional(),
    union: z.union([z.string(), z.int(), z.null()]),
    both: z.intersection(z.object({ a: z.int() }), z.object({ b: z.int() })),
    keyed: z.record(z.enum(["x", "y"]), z.int()),
    json: z.json(),
    text: z.templateLiteral(["v", z.int()]),
    day: z.iso.date(),
    time: z.iso.time(),
    span: z.iso.duration(),
    mail: z.email(),
    ip: z.ipv4(),
    shape: z.discriminatedUnion("kind", [Circle, Square]),
    unnamed: z.object({
      get self() {
        return z.array(Unnamed);
      },
    }),
    codec: z.codec(z.string(), z.date(), { decode: (text) => new Date(text), encode: String }),
  });
  const Unnamed = z.object({
    get again() {
      return Unnamed.optional();
    },
  });
  const Page = depends({ offset: z.int().min(0).default(0) }, (page) => page);
  app.get(
    "/items/{id}/{rest:path}",
    {
      tags: ["t"],
      deprecated: true,
      args: {
        id: path(z.uuid(), { description: "An id", example: "8d07dd90-4b80-4a2f-9b58-9d3a0e5f4f5a" }),
        rest: z.string(),
        page: Page,
        filter: query(z.object({ q: z.string().optional(), tags: z.array(z.string()).default([]) })),
        xTrace: header(z.string().optional(), {
          deprecated: true,
          examples: { one: { summary: "One", value: "1" } },
        }),
        session: cookie(z.string().nullable().default(null)),
        secret: query(z.string().optional(), { includeInSchema: false }),
      },
      response: Odd,
      responses: {
        201: { description: "Made", schema: Node, headers: { location: { schema: { type: "string" } } } },
        404: Problem,
        409: { content: { "text/plain": { schema: { type: "string" } } } },
        "5XX": { description: "Sorry" },
        default: Problem,
      },
      openapiExtra: { "x-internal": true },
    },
    nothing as never,
  );
  app.post("/odd", { args: { odd: Odd, node: Node }, response: Node, statusCode: 201 }, nothing as never);
  app.post(
    "/upload",
    { args: { files: file(z.array(z.file())), note: form(z.string().optional()) } },
    nothing,
  );
  app.get("/page", { responseClass: HTMLResponse }, nothing as never);
  app.get("/text", { responseClass: PlainTextResponse }, nothing as never);
  app.get("/events", { responseClass: EventSourceResponse, response: Node }, nothing as never);
  app.get("/empty", { statusCode: 204 }, nothing);
  app.head("/empty", nothing);
  app.options("/empty", nothing);
  app.trace("/empty", nothing);
  for (const [name, scheme] of Object.entries({
    cookie: apiKeyCookie({ name: "session" }),
    query: apiKeyQuery({ name: "key" }),
    basic: httpBasic(),
    bearer: httpBearer({ autoError: false }),
    password: oauth2PasswordBearer({ tokenUrl: "token", scopes: { read: "Read" } }),
    code: oauth2AuthorizationCodeBearer({
      authorizationUrl: "https://example.com/a",
      tokenUrl: "https://example.com/t",
    }),
    connect: openIdConnect({ openIdConnectUrl: "https://example.com/.well-known" }),
  }))
    app.get(`/secure/${name}` as "/secure", { args: { scheme } }, nothing);
  const paid = new APIRouter();
  // Its type check knows names only, no runtime expressions.
  paid.post("{$request.query.url}/paid" as string, { name: "paid", args: { node: Node } }, nothing);
  app.post("/orders", { args: { url: query(z.url()) }, callbacks: paid.routes }, nothing);
  app.webhooks.post("new-node", { args: { node: Node } }, nothing);
  return app;
}
