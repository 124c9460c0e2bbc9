import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { djangoPython } from "../support/python.ts";
import { SmallProject } from "../support/small-project.ts";
import { DevServer } from "./dev-server.ts";
import { get } from "./load.ts";
import { until } from "./run-edits.ts";

const SERVICES = `def reserve(number):
    levels = {1: 3}
    try:
        return levels[number]
    except KeyError as error:
        raise ValueError(f"no stock for {number}") from error
`;
const API = `import { api } from "django-fastapi-bridge";
import { runtime } from "django-fastapi-bridge/orm";
import { Item } from "#django/shop";

api.get("/version", () => ({ version: 0 }));
api.get("/one-by-one", async () => {
  let found = 0;
  for (const id of [1, 2, 3, 4]) found += await Item.objects.filter({ id }).count();
  return found;
});
api.get("/reserve", async () => {
  try {
    return await runtime().bridge.request("call", { target: "shop.services.reserve", args: [7], kwargs: {} });
  } catch (error) {
    throw new RangeError("Nothing is reserved", { cause: error });
  }
});
api.get("/unshowable", () => {
  throw Object.defineProperty(new RangeError("no"), "name", { get() { throw new TypeError("no name"); } });
});
`;

describe.runIf(djangoPython !== null)("what dev shows of requests", () => {
  let project: SmallProject;
  let server: DevServer;
  let port: number;
  beforeAll(async () => {
    project = new SmallProject();
    project.write("shop/services.py", SERVICES);
    project.write("shop/api.ts", API);
    server = new DevServer(project.dir);
    port = await server.port();
    await until(async () => expect((await get(port, "/version")).status).toBe(200));
  });
  afterAll(async () => {
    await server.stop();
    project.remove();
  });

  test("a line with status, time and queries; a query that repeats with its line, below it", async () => {
    const before = server.output.length;
    await get(port, "/one-by-one");
    await server.printed(
      /GET \/one-by-one 200 [\d.]+ ms, 4 queries in [\d.]+ ms\n.*warning 4 times the same query of shop\.Item at \S*shop\/api\.ts:8:\d+\n.*SELECT COUNT/,
      before,
    );
    await get(port, "/version");
    await server.printed(/GET \/version 200 [\d.]+ ms\n/, before);
  });

  test("an error with the source around it, and Python's exceptions that caused it", async () => {
    const before = server.output.length;
    const { status, body } = await get(port, "/reserve", { accept: "text/html" });
    expect(status).toBe(500);
    expect(body).toContain("<title>RangeError at GET /reserve</title>");
    expect(body).toContain("raise ValueError(f&quot;no stock for {number}&quot;) from error");
    await server.printed(/RangeError: Nothing is reserved\n.*on GET \/reserve \(declared at/, before);
    await server.printed(/at \S*shop\/api\.ts:15:11\n[^]*> 15 \|.*throw new RangeError/, before);
    await server.printed(
      /caused by Python's ValueError: no stock for 7\n.*at \S*shop\/services\.py:6 reserve/,
      before,
    );
    await server.printed(/caused by Python's KeyError: 7\n.*at \S*shop\/services\.py:4 reserve/, before);
  });

  test("an error that cannot be shown ends nothing", async () => {
    const before = server.output.length;
    expect(await get(port, "/unshowable")).toMatchObject({ status: 500 });
    await server.printed(/cannot be shown/, before);
    expect((await get(port, "/version")).status).toBe(200);
  });
});
