import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Author } from "#django/catalog";
import { FastAPI } from "../../src/api/fastapi.ts";
import { depends } from "../../src/api/dependencies/depends.ts";
import { HTTPException } from "../../src/errors/api.ts";
import { queryOrigin } from "../../src/orm/observe.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { openTracing, type Tracing } from "../../src/server/tracing.ts";
import { z } from "zod";
import { shopRuntime, type ShopRuntime } from "../support/shop-runtime.ts";
import { sqliteShop } from "../support/shop.ts";
import { serve } from "./support.ts";

const exporter = new InMemorySpanExporter();
let shop: ShopRuntime;

const current = depends({}, () => Author.objects.get({ id: 1 }));
const api = new FastAPI();
api.get("/authors/{author_id}", { args: { author_id: z.int(), current } }, async ({ author_id }) => {
  const author = await Author.objects.get({ id: author_id });
  return { name: author.name, origin: queryOrigin() };
});
api.get("/fails", () => {
  throw new RangeError("as it should");
});
api.get("/refused", () => {
  throw new HTTPException(403, "No");
});

beforeAll(async () => {
  expect(await openTracing("1.2.3")).toBeNull();
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
  shop = await shopRuntime(await sqliteShop());
  setRuntime(shop.runtime);
});
afterAll(async () => {
  setRuntime(null);
  await shop.close();
  trace.disable();
  context.disable();
  propagation.disable();
});

/** What a request leaves behind, oldest first. */
async function traced(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ body: unknown; host: string; spans: ReadableSpan[] }> {
  exporter.reset();
  const { url } = await serve(api, { tracing: await openTracing("1.2.3") });
  const response = await fetch(url + path, { headers });
  const body = JSON.parse(await response.text()) as unknown;
  await expect
    .poll(() => exporter.getFinishedSpans().some(({ kind }) => kind === SpanKind.SERVER))
    .toBe(true);
  return { body, host: new URL(url).host, spans: exporter.getFinishedSpans() };
}

test("an operation is a span under its template, its queries are below it, in the caller's trace", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const { spans, host } = await traced("/authors/2?secret=x", {
    traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    "user-agent": "test",
  });
  expect(spans.map(({ name }) => name)).toEqual([
    "query catalog.Author",
    "query catalog.Author",
    "GET /authors/{author_id}",
  ]);
  const [query, , operation] = spans as [ReadableSpan, ReadableSpan, ReadableSpan];
  expect(operation.instrumentationScope).toMatchObject({ name: "django-fastapi-bridge", version: "1.2.3" });
  expect(operation.spanContext().traceId).toBe(traceId);
  expect(operation.parentSpanContext?.spanId).toBe("b7ad6b7169203331");
  expect(operation.status.code).toBe(SpanStatusCode.UNSET);
  expect(operation.attributes).toEqual({
    "http.request.method": "GET",
    "http.route": "/authors/{author_id}",
    "http.response.status_code": 200,
    "url.path": "/authors/2",
    "url.scheme": "http",
    "server.address": host,
    "user_agent.original": "test",
  });
  expect(query.parentSpanContext?.spanId).toBe(operation.spanContext().spanId);
  expect(query.kind).toBe(SpanKind.CLIENT);
  expect(query.attributes).toMatchObject({
    "db.system.name": "sqlite",
    "django.database": "default",
    "django.model": "catalog.Author",
  });
  expect(query.attributes["db.query.text"]).toMatch(/^SELECT .* WHERE "catalog_author"."id" = \?/);
});

test("only what is the server's fault is an error", async () => {
  const [refused] = (await traced("/refused")).spans;
  expect(refused?.status.code).toBe(SpanStatusCode.UNSET);
  expect(refused?.attributes["http.response.status_code"]).toBe(403);
  const [failed] = (await traced("/fails")).spans;
  expect(failed?.status.code).toBe(SpanStatusCode.ERROR);
  expect(failed?.attributes).toMatchObject({ "error.type": "RangeError", "http.response.status_code": 500 });
  expect(failed?.events.map(({ name, attributes }) => [name, attributes?.["exception.message"]])).toEqual([
    ["exception", "as it should"],
  ]);
});

test("no stack is taken of queries for spans", async () => {
  expect((await traced("/authors/1")).body).toMatchObject({ origin: null });
});

test("a span that is there already, as instrumentations of node:http make them, gets the route", async () => {
  const tracing = (await openTracing("1.2.3")) as Tracing;
  const tracer = trace.getTracer("test");
  const outer = tracer.startSpan("GET", { kind: SpanKind.SERVER });
  let ended: (() => void) | undefined;
  const exchange = {
    incoming: { method: "GET", headers: {} },
    outgoing: { statusCode: 200, once: (_event: "close", listener: () => void) => (ended = listener) },
    failure: undefined,
  };
  context.with(trace.setSpan(context.active(), outer), () =>
    tracing.operation(exchange as never, "/books/{id}", () => {
      expect(trace.getActiveSpan()).toBe(outer);
    }),
  );
  tracing.close();
  ended?.();
  expect(outer.isRecording()).toBe(true);
  exporter.reset();
  outer.end();
  expect(exporter.getFinishedSpans()[0]).toMatchObject({
    name: "GET /books/{id}",
    attributes: { "http.route": "/books/{id}" },
  });
});
