import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { depends } from "../../src/api/dependencies/depends.ts";
import { FastAPI } from "../../src/api/fastapi.ts";
import { APIRouter } from "../../src/api/routing/router.ts";
import { Response as ApiResponse } from "../../src/api/responses/response.ts";
import { auth } from "../../src/auth/runtime.ts";
import { Session } from "../../src/auth/sessions/session.ts";
import { loginSession } from "../../src/auth/users/login.ts";
import { findUser } from "../../src/auth/users/rows.ts";
import type { User } from "../../src/auth/users/user.ts";
import { allOf, anyOf, not } from "../../src/contrib/auth/combine.ts";
import {
  loginRequired,
  permissionRequired,
  staffRequired,
  superuserRequired,
  userPassesTest,
} from "../../src/contrib/auth/requirements.ts";
import { csrfToken, optionalUser, session } from "../../src/contrib/auth/session.ts";
import { HTTPException } from "../../src/errors/api.ts";
import { buildDocument } from "../../src/openapi/document.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { djangoPython } from "../support/python.ts";
import { authShop } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";

const TOKEN = "a".repeat(32);
const WHO = ["", "customer", "editor", "root"] as const;

describe.skipIf(djangoPython === null)("requirements", () => {
  let shop: AuthShop;
  beforeAll(async () => {
    shop = await authShop();
  });
  afterAll(() => shop.close());

  /** A client with a session of this user's, or none. */
  async function clientOf(api: FastAPI, username: string): Promise<TestClient> {
    const client = new TestClient(api, { headers: { "x-csrftoken": TOKEN } });
    client.cookies.set("csrftoken", TOKEN);
    if (username === "") return client;
    const made = await Session.open(auth().sessions, auth().settings, undefined);
    await loginSession(made, (await findUser("username", username)) as User);
    await made.save();
    client.cookies.set("sessionid", made.key as string);
    return client;
  }

  /** What each of nobody, a customer, an editor and a superuser gets at a path. */
  async function statuses(api: FastAPI, path: string): Promise<number[]> {
    const found: number[] = [];
    for (const username of WHO) found.push((await (await clientOf(api, username)).get(path)).status);
    return found;
  }

  test("401 for nobody, 403 for who may not", async () => {
    const api = new FastAPI();
    const cases = {
      "/login": loginRequired,
      "/staff": staffRequired,
      "/super": superuserRequired,
      "/own": permissionRequired("catalog.change_book"),
      "/group": permissionRequired(["catalog.change_book", "catalog.view_author"]),
      "/lacking": permissionRequired(["catalog.change_book", "catalog.delete_book"]),
      "/test": userPassesTest((user) => user.username.startsWith("c")),
      "/any": anyOf(superuserRequired, permissionRequired("catalog.view_author")),
      "/all": allOf(staffRequired, not(superuserRequired)),
      "/not": not(staffRequired),
    };
    for (const [path, requirement] of Object.entries(cases))
      api.get(path, { args: { user: requirement } }, ({ user }) => user.username);
    const got: Record<string, number[]> = {};
    for (const path of Object.keys(cases)) got[path] = await statuses(api, path);
    expect(got).toEqual({
      "/login": [401, 200, 200, 200],
      "/staff": [401, 403, 200, 200],
      "/super": [401, 403, 403, 200],
      "/own": [401, 403, 200, 200],
      "/group": [401, 403, 200, 200],
      "/lacking": [401, 403, 403, 200],
      "/test": [401, 200, 403, 403],
      "/any": [401, 403, 200, 200],
      "/all": [401, 403, 200, 403],
      "/not": [200, 200, 403, 403],
    });
  });

  test("as a dependency of a router and of an application they only guard", async () => {
    const router = new APIRouter({ prefix: "/inside", dependencies: [staffRequired] });
    router.get("/", () => "in");
    const api = new FastAPI();
    api.includeRouter(router);
    expect(await statuses(api, "/inside/")).toEqual([401, 403, 200, 200]);
    const whole = new FastAPI({ dependencies: [loginRequired] });
    whole.get("/", () => "in");
    expect(await statuses(whole, "/")).toEqual([401, 200, 200, 200]);
  });

  test("a test sees the object, and nobody learns from a 404 what there is", async () => {
    const TheUser = depends({ username: z.string() }, async ({ username }) => {
      const found = await findUser("username", username);
      if (found === null) throw new HTTPException(404, "No such user");
      return found;
    });
    const api = new FastAPI();
    const itself = userPassesTest({ profile: TheUser }, (user, { profile }) => user.pk === profile.pk);
    api.get(
      "/users/{username}",
      { args: { user: anyOf(itself, superuserRequired), profile: TheUser } },
      ({ profile }) => profile.username,
    );
    const onObject = permissionRequired("accounts.view_user", { object: TheUser });
    api.get("/object/{username}", { args: { user: onObject } }, () => "seen");
    expect(await statuses(api, "/users/customer")).toEqual([401, 200, 403, 200]);
    expect(await statuses(api, "/users/nobody")).toEqual([401, 404, 404, 404]);
    // ModelBackend gives no permissions on objects; superusers have all.
    expect(await statuses(api, "/object/customer")).toEqual([401, 403, 403, 200]);
  });

  test("who is refused is refused before the body is read", async () => {
    const api = new FastAPI();
    api.post("/", { args: { user: loginRequired, item: z.object({ name: z.string() }) } }, () => null);
    const client = await clientOf(api, "");
    expect(
      (await client.post("/", { body: "no json", headers: { "content-type": "application/json" } })).status,
    ).toBe(401);
    const known = await clientOf(api, "customer");
    expect((await known.post("/", { json: {} })).status).toBe(422);
    expect((await known.post("/", { json: {}, headers: { "x-csrftoken": "b".repeat(32) } })).status).toBe(
      403,
    );
  });

  test("another user can stand in for a test", async () => {
    const api = new FastAPI();
    api.get("/me", { args: { user: loginRequired } }, ({ user }) => user.username);
    const stand = { username: "stand-in" } as User;
    api.dependencyOverrides.set(
      loginRequired,
      depends(() => stand),
    );
    expect(await (await new TestClient(api).get("/me")).json()).toBe("stand-in");
  });

  test("a session is kept unless the request failed, and an error is kept to 4xx", async () => {
    const api = new FastAPI();
    const set =
      (status: number) =>
      async ({ session }: { session: Session }) => {
        session.set("last", status);
        if (status >= 400) throw new HTTPException(status);
        return new ApiResponse(null, { statusCode: status });
      };
    for (const status of [204, 404, 503]) api.post(`/${status}`, { args: { session } }, set(status));
    api.get("/", { args: { session } }, ({ session }) => session.get("last") ?? null);
    api.get("/untouched", { args: { session } }, () => null);
    const client = await clientOf(api, "");
    expect((await client.get("/untouched")).headers.get("vary")).toBeNull();
    for (const [status, last] of [
      [503, null],
      [204, 204],
      [503, 204],
      [404, 404],
    ] as const) {
      const response = await client.post(`/${status}`);
      expect(response.status).toBe(status);
      expect(response.headers.get("vary")).toBe("Cookie");
      expect(await (await client.get("/")).json()).toBe(last);
    }
    expect((await client.get("/")).headers.getSetCookie()).toEqual([]);
  });

  test("a session that was ended meanwhile is not made anew", async () => {
    const api = new FastAPI();
    api.post("/", { args: { session } }, async ({ session }) => {
      await auth().sessions.delete(session.key as string);
      session.set("x", 1);
    });
    const client = await clientOf(api, "customer");
    const response = await client.post("/");
    expect([response.status, await response.json()]).toEqual([
      400,
      { detail: "The session was deleted before the request that changes it was complete" },
    ]);
  });

  test("what a request may be answered is in the document", () => {
    const api = new FastAPI();
    api.get("/me", { args: { user: loginRequired } }, () => null);
    api.post("/me", { args: { user: loginRequired } }, () => null);
    api.get("/staff", { args: { user: staffRequired } }, () => null);
    api.get("/hello", { args: { user: optionalUser } }, () => null);
    api.post("/hello", { args: { user: optionalUser } }, () => null);
    const document = buildDocument({ settings: api.settings, operations: api.operations });
    const operation = (path: string, method: string) => {
      const found = document.paths[path]?.[method] as { responses: object; security: unknown } | undefined;
      return [Object.keys(found?.responses ?? {}), found?.security];
    };
    const required = [{ DjangoSession: [] }];
    expect(operation("/me", "get")).toEqual([["200", "401"], required]);
    expect(operation("/me", "post")).toEqual([["200", "401", "403"], required]);
    expect(operation("/staff", "get")).toEqual([["200", "401", "403"], required]);
    expect(operation("/hello", "get")).toEqual([["200"], [...required, {}]]);
    expect(operation("/hello", "post")).toEqual([
      ["200", "403"],
      [...required, {}],
    ]);
    expect(document.components?.securitySchemes?.["DjangoSession"]).toMatchObject({
      type: "apiKey",
      in: "cookie",
      name: "sessionid",
    });
  });
});

describe.skipIf(djangoPython === null)("SESSION_SAVE_EVERY_REQUEST, CSRF_USE_SESSIONS", () => {
  let shop: AuthShop;
  beforeAll(async () => {
    shop = await authShop({
      settings: { SESSION_SAVE_EVERY_REQUEST: true, CSRF_USE_SESSIONS: true, SESSION_COOKIE_NAME: "sid" },
    });
  });
  afterAll(() => shop.close());

  test("a session is renewed by every request, under the project's name, and holds the CSRF secret", async () => {
    const api = new FastAPI();
    api.get("/token", { args: { token: csrfToken } }, ({ token }) => token);
    api.get("/", { args: { session } }, ({ session }) => session.keys());
    api.post("/", { args: { session } }, () => "changed");
    const client = new TestClient(api);
    const token = (await (await client.get("/token")).json()) as string;
    expect(client.cookies.get("csrftoken")).toBeUndefined();
    expect(await (await client.get("/")).json()).toEqual(["_csrftoken"]);
    const [cookie] = (await client.get("/")).headers.getSetCookie();
    expect(cookie).toMatch(/^sid=\w{32}; Expires=.*; HttpOnly; Max-Age=1209600; Path=\/; SameSite=lax$/);
    expect((await client.post("/")).status).toBe(403);
    expect((await client.post("/", { headers: { "x-csrftoken": token } })).status).toBe(200);
  });
});
