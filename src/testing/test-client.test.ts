import { expect, test } from "vitest";
import { z } from "zod";
import { FastAPI } from "../api/fastapi.ts";
import { file, form } from "../api/parameters/markers.ts";
import { RedirectResponse } from "../api/responses/redirect-response.ts";
import { StreamingResponse } from "../api/responses/streaming-response.ts";
import { TestClient } from "./test-client.ts";

test("asks operations with query, JSON, headers and forms", async () => {
  const api = new FastAPI();
  api.get("/books/{id}", { args: { id: z.int(), tags: z.array(z.string()).default([]) } }, (args) => args);
  api.post(
    "/books",
    { args: { book: z.object({ title: z.string() }) }, statusCode: 201 },
    ({ book }) => book,
  );
  api.post("/form", { args: { name: form(z.string()) } }, ({ name }) => name);
  api.post("/upload", { args: { upload: file() } }, async ({ upload }) => (await upload.text()).length);
  api.get("/agent", (_, { request }) => request.headers["user-agent"]);
  const client = new TestClient(api, { headers: { "user-agent": "tests" } });

  expect(await (await client.get("/books/1", { query: { tags: ["a", "b"], none: null } })).json()).toEqual({
    id: 1,
    tags: ["a", "b"],
  });
  const created = await client.post("/books", { json: { title: "Dune" } });
  expect([created.status, await created.json()]).toEqual([201, { title: "Dune" }]);
  expect((await client.post("/books", { json: {} })).status).toBe(422);
  const urlencoded = await client.post("/form", { body: new URLSearchParams({ name: "Ann" }) });
  expect(await urlencoded.json()).toBe("Ann");
  const data = new FormData();
  data.set("upload", new File(["12345"], "a.txt"));
  expect(await (await client.post("/upload", { body: data })).json()).toBe(5);
  expect(await (await client.get("/agent")).json()).toBe("tests");
  expect((await client.delete("/books")).headers.get("allow")).toBe("POST");
  expect((await client.get("/nothing")).status).toBe(404);
  expect((await client.get("/openapi.json")).status).toBe(200);
});

test("keeps cookies, and follows redirects as browsers do", async () => {
  const api = new FastAPI();
  api.post("/login", (_, { response }) => {
    response.setCookie("session", "abc");
    return null;
  });
  api.post("/logout", (_, { response }) => {
    response.deleteCookie("session");
    return null;
  });
  api.get("/me", (_, { request }) => request.cookies.get("session") ?? "nobody");
  api.post("/go", () => new RedirectResponse("/me", { statusCode: 303 }));
  const client = new TestClient(api);
  await client.post("/login");
  expect(client.cookies.get("session")).toBe("abc");
  expect(await (await client.post("/go")).json()).toBe("abc");
  expect(await (await client.get("/me/")).json()).toBe("abc");
  await client.post("/logout");
  expect(await (await client.get("/me")).json()).toBe("nobody");
  const stays = new TestClient(api, { followRedirects: false });
  expect((await stays.post("/go")).status).toBe(303);
});

test("an unexpected error is thrown, or is the client's 500", async () => {
  const api = new FastAPI();
  api.get("/fails", () => {
    throw new RangeError("boom");
  });
  await expect(new TestClient(api).get("/fails")).rejects.toThrow("boom");
  const response = await new TestClient(api, { raiseServerExceptions: false }).get("/fails");
  expect([response.status, await response.json()]).toEqual([500, { detail: "Internal Server Error" }]);
});

async function* words(): AsyncGenerator<string> {
  yield "a";
  yield "b";
}

test("background tasks and streams have ended when the response is here", async () => {
  const api = new FastAPI();
  const events: string[] = [];
  api.get("/stream", (_, { background }) => {
    background(async () => {
      await Promise.resolve();
      events.push("background");
    });
    return new StreamingResponse(words(), { mediaType: "text/plain" });
  });
  const response = await new TestClient(api).get("/stream");
  expect(await response.text()).toBe("ab");
  expect(await (await new TestClient(api).head("/stream")).text()).toBe("");
  expect(events).toContain("background");
});

test("lifespans run between start and close; operations may be added between requests", async () => {
  const api = new FastAPI();
  const events: string[] = [];
  api.lifespan(async function* lifespan() {
    events.push("start");
    yield;
    events.push("stop");
  });
  api.get("/one", () => 1);
  const client = await new TestClient(api).start();
  expect(await (await client.get("/one")).json()).toBe(1);
  api.get("/two", () => 2);
  expect(await (await client.get("/two")).json()).toBe(2);
  await client.close();
  expect(events).toEqual(["start", "stop"]);
});
