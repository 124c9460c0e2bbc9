import { expect, test } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { createServer } from "../../src/server/server.ts";
import { serverSettings } from "../../src/server/settings.ts";

test("schemas that Zod does not compile are told at start, each with its operation", () => {
  const api = new FastAPI();
  const Slow = z.object({ name: z.string().transform(async (name) => name.trim()) }).meta({ id: "Slow" });
  api.post("/fast", { args: { body: z.object({ name: z.string() }) } }, ({ body }) => body);
  api.post("/slow", { args: { body: Slow } }, ({ body }) => body);
  const inner = new FastAPI();
  inner.post(
    "/unnamed",
    { args: { body: z.object({ a: z.string().refine(async () => true) }) } },
    () => null,
  );
  api.mount("/inner", inner);
  const warnings: string[] = [];
  createServer({ api, settings: serverSettings(), logger: { warning: (message) => warnings.push(message) } });
  expect(warnings).toEqual([
    expect.stringMatching(/^POST \/slow: the schema Slow is not compiled and parsed slower: ./),
    expect.stringMatching(/^POST \/unnamed: a schema is not compiled and parsed slower: ./),
  ]);
});
