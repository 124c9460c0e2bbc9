import { expect, test } from "vitest";
import { FastAPI } from "../../src/api/fastapi.ts";
import type { OpenApiDocument } from "../../src/openapi/document-types.ts";
import { serve, shop } from "./support.ts";

const theirs: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Python", version: "1" },
  paths: { "/python/hello": { get: { operationId: "python", responses: { "200": { description: "OK" } } } } },
};

async function pathsOf(response: Response): Promise<string[]> {
  return Object.keys(((await response.json()) as OpenApiDocument).paths);
}

test("Python's operations are in the default instance's document, once Python can tell", async () => {
  let asked = 0;
  const pythonDocument = (): Promise<OpenApiDocument> =>
    ++asked === 1 ? Promise.reject(new Error("still starting")) : Promise.resolve(theirs);
  const api = new FastAPI();
  api.get("/hello", () => "x");
  const other = new FastAPI();
  api.mount("/other", other);
  const { get, errors } = await serve(api, { pythonDocument });
  expect(await pathsOf(await get("/openapi.json"))).toEqual(["/hello"]);
  expect(errors).toEqual([expect.objectContaining({ message: "still starting" })]);
  expect(await pathsOf(await get("/openapi.json"))).toEqual(["/hello", "/python/hello"]);
  expect(await pathsOf(await get("/other/openapi.json"))).toEqual([]);
  await get("/openapi.json");
  expect(asked).toBe(2);
});

test("the document can be extended, and its pages moved or taken away", async () => {
  const api = shop();
  const original = api.openapi;
  api.openapi = () => ({ ...original(), "x-audience": "partners" });
  api.configure({ docsUrl: "/reference", redocUrl: null, openapiUrl: "/schema.json" });
  const { get } = await serve(api);
  expect(await (await get("/schema.json")).json()).toMatchObject({ "x-audience": "partners" });
  const page = await (await get("/reference")).text();
  expect(page).toContain('"url":"/schema.json"');
  expect((await get("/redoc")).status).toBe(404);
  expect((await get("/docs")).status).toBe(404);
});

test("a page's files come from the package, may be cached for ever, and run under its own policy", async () => {
  const { get } = await serve(shop());
  const page = await get("/docs");
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  const html = await page.text();
  expect(html).not.toMatch(/https?:\/\//);
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string);
  expect(files).toHaveLength(5);
  for (const file of files) {
    const response = await get(file);
    expect([file, response.status]).toEqual([file, 200]);
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect((await response.text()).length).toBeGreaterThan(10);
  }
  expect((await get("/docs/assets/swagger-ui.000000000000.css")).status).toBe(404);
  expect((await get("/docs/assets/swagger-ui.LICENSE.000000000000.txt")).status).toBe(404);
  const redoc = await get("/redoc");
  const script = /src="([^"]+redoc\.standalone[^"]+)"/.exec(await redoc.text())?.[1] as string;
  expect(await (await get(script)).text()).not.toContain("cdn.redoc.ly");
});

test("what stands in settings cannot end the script element that holds it", async () => {
  const api = new FastAPI({ title: "</title><script>", swaggerUiParameters: { x: "</script><script>" } });
  const { get } = await serve(api);
  const html = await (await get("/docs")).text();
  expect(html).toContain("<title>&lt;/title&gt;&lt;script&gt; - Swagger UI</title>");
  expect(html).not.toContain("</script><script>");
});

test("two components of one name are an error at start", async () => {
  const { z } = await import("zod");
  const api = new FastAPI();
  api.get("/a", { response: z.object({ a: z.int() }).meta({ id: "Same" }) }, () => ({ a: 1 }));
  api.get("/b", { response: z.object({ b: z.int() }).meta({ id: "Same" }) }, () => ({ b: 1 }));
  await expect(serve(api)).rejects.toMatchObject({
    code: "DUPLICATE_COMPONENT",
    message: expect.stringContaining("GET /a and GET /b"),
  });
});

test("webhooks are in the served document", async () => {
  const api = new FastAPI();
  api.webhooks.post("new-subscription", () => null);
  const { get } = await serve(api);
  const { webhooks } = (await (await get("/openapi.json")).json()) as OpenApiDocument;
  expect(Object.keys(webhooks ?? {})).toEqual(["new-subscription"]);
});
