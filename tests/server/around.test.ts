import { describe, expect, test } from "vitest";
import { FastAPI } from "../../src/api/fastapi.ts";
import { FileResponse } from "../../src/api/responses/file-response.ts";
import { JSONResponse } from "../../src/api/responses/json-response.ts";
import { BackgroundTasks } from "../../src/api/context/background.ts";
import { HTTPException } from "../../src/errors/api.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { serve } from "./support.ts";

/** Two applications, each of which marks what passes it. */
function nested(): { api: FastAPI; inner: FastAPI } {
  const [api, inner] = ["outer", "inner"].map((name) => {
    const app = new FastAPI();
    app.middleware(async (request, next) => {
      request.state["passed"] = `${String(request.state["passed"] ?? "")}${name} `;
      const response = await next();
      response.headers.append("x-passed", name);
      return response;
    });
    app.get("/state", (_, { request }) => request.state["passed"]);
    return app;
  }) as [FastAPI, FastAPI];
  api.mount("/inner", inner);
  return { api, inner };
}

const passed = (response: Response): string | null => response.headers.get("x-passed");

describe("middlewares are around whatever the API answers, as FastAPI's are", () => {
  test.each([
    ["an operation", "/state", "GET", 200, "outer"],
    ["a mounted application's operation", "/inner/state", "GET", 200, "inner, outer"],
    ["a document", "/openapi.json", "GET", 200, "outer"],
    ["a mounted application's docs page", "/inner/docs", "GET", 200, "inner, outer"],
    ["a 405", "/state", "PUT", 405, "outer"],
    ["a mounted application's 405", "/inner/state", "PUT", 405, "inner, outer"],
    ["a 404 without Django", "/nothing", "GET", 404, "outer"],
    ["a slash that redirects", "/inner/state/", "GET", 307, "inner, outer"],
  ])("%s", async (_, path, method, status, names) => {
    const { api } = nested();
    const { get } = await serve(api);
    const response = await get(path, { method });
    expect([response.status, passed(response)]).toEqual([status, names]);
    await using client = new TestClient(api, { followRedirects: false });
    const inProcess = await client.request(method, path);
    expect([inProcess.status, passed(inProcess)]).toEqual([status, names]);
  });

  test("one state for a request, whichever application looks at it", async () => {
    const { api } = nested();
    const { get } = await serve(api);
    expect(await (await get("/inner/state")).json()).toBe("outer inner ");
  });

  test("what a mounted operation leaves to be done is done", async () => {
    const { api, inner } = nested();
    const done: string[] = [];
    inner.get("/later", (_args, { background }) => background(() => void done.push("task")));
    const { get } = await serve(api);
    expect((await get("/inner/later")).status).toBe(200);
    await expect.poll(() => done).toEqual(["task"]);
  });

  test("a middleware may answer with a file, and with tasks", async () => {
    const done: string[] = [];
    const api = new FastAPI();
    api.middleware(({ url }) => {
      const background = new BackgroundTasks();
      background.add(() => void done.push("task"));
      if (url.pathname === "/file") return new FileResponse(import.meta.filename, { background });
      return new JSONResponse("closed", { statusCode: 503, background });
    });
    api.get("/file", () => "never");
    const { get } = await serve(api);
    expect(await (await get("/file")).text()).toContain("a middleware may answer with a file");
    expect((await get("/nothing")).status).toBe(503);
    await expect.poll(() => done).toEqual(["task", "task"]);
  });
});

describe("exception handlers shape what the API refuses, too", () => {
  const shaped = (app: FastAPI, name: string): void =>
    app.exceptionHandler(
      HTTPException,
      ({ status, detail }) => new JSONResponse({ [name]: detail }, { statusCode: status }),
    );

  test("405 and 404, by the application that the path belongs to", async () => {
    const { api, inner } = nested();
    shaped(api, "outer");
    shaped(inner, "inner");
    const { get } = await serve(api);
    const ask = async (path: string, method = "GET"): Promise<unknown> =>
      (await get(path, { method })).json();
    expect(await ask("/state", "PUT")).toEqual({ outer: "Method Not Allowed" });
    expect(await ask("/inner/state", "PUT")).toEqual({ inner: "Method Not Allowed" });
    expect(await ask("/nothing")).toEqual({ outer: "Not Found" });
    expect(await ask("/inner/nothing")).toEqual({ inner: "Not Found" });
    expect(await ask("/innermost")).toEqual({ outer: "Not Found" });
  });

  test("a handler that fails is the error, with what it was to handle as its cause", async () => {
    const api = new FastAPI();
    api.exceptionHandler(RangeError, () => {
      throw new TypeError("the handler");
    });
    api.get("/fails", () => {
      throw new RangeError("the reason");
    });
    const { get, errors } = await serve(api);
    expect((await get("/fails")).status).toBe(500);
    expect(errors).toEqual([
      expect.objectContaining({
        message: "the handler",
        cause: expect.objectContaining({ message: "the reason" }),
      }),
    ]);
  });
});
