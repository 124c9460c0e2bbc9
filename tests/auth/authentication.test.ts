import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { APIRouter } from "../../src/api/routing/router.ts";
import { apiKeyHeader } from "../../src/api/security/api-key.ts";
import type { Authentication } from "../../src/api/security/authentication.ts";
import { auth, createAuth, setAuth } from "../../src/auth/runtime.ts";
import { Session } from "../../src/auth/sessions/session.ts";
import { createTokenPair } from "../../src/auth/tokens/issue.ts";
import { loginSession } from "../../src/auth/users/login.ts";
import { findUser } from "../../src/auth/users/rows.ts";
import type { User } from "../../src/auth/users/user.ts";
import { authenticationBy } from "../../src/contrib/auth/authentication-by.ts";
import { basicAuthentication } from "../../src/contrib/auth/basic-authentication.ts";
import { anyOf } from "../../src/contrib/auth/combine.ts";
import { jwtAuthentication } from "../../src/contrib/auth/jwt-authentication.ts";
import { jwtRouter } from "../../src/contrib/auth/jwt-router.ts";
import {
  loginRequired,
  permissionRequired,
  staffRequired,
  superuserRequired,
  userPassesTest,
} from "../../src/contrib/auth/requirements.ts";
import { sessionAuthentication } from "../../src/contrib/auth/session-authentication.ts";
import { optionalUser, session } from "../../src/contrib/auth/session.ts";
import type { Manifest } from "../../src/manifest/schema.ts";
import { ApplicationDeclarationError } from "../../src/errors/api.ts";
import { tokenAuthentication } from "../../src/contrib/auth/token-authentication.ts";
import { runtime } from "../../src/orm/runtime.ts";
import { Manager } from "../../src/orm/manager.ts";
import { buildDocument } from "../../src/openapi/document.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { djangoPython } from "../support/python.ts";
import { authShop, PASSWORD } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";

const TOKEN = "a".repeat(32);
const jwt = jwtAuthentication({ tokenUrl: "/token/oauth2" });
const both = [sessionAuthentication, jwt] as const;

describe.skipIf(djangoPython === null)("who asks, by several schemes", () => {
  let shop: AuthShop;
  const bearer: Record<string, string> = {};
  let cookie: string;
  beforeAll(async () => {
    shop = await authShop();
    for (const name of ["customer", "editor", "root"])
      bearer[name] = `Bearer ${(await createTokenPair(await user(name))).access}`;
    const made = await Session.open(auth().sessions, auth().settings, undefined);
    await loginSession(made, await user("customer"));
    await made.save();
    cookie = `sessionid=${made.key}`;
  });
  afterAll(() => shop.close());

  const user = async (name: string): Promise<User> => (await findUser("username", name)) as User;
  const client = (api: FastAPI): TestClient => new TestClient(api, { enforceCsrfChecks: true });
  const status = async (
    api: FastAPI,
    method: "get" | "post",
    headers: Readonly<Record<string, string>>,
    path = "/",
  ): Promise<number> => (await client(api)[method](path, { headers })).status;

  /** Runs something in the same project with another SIMPLE_JWT. */
  async function withSimpleJwt(simpleJwt: Manifest["settings"], run: () => unknown): Promise<void> {
    const before = auth();
    const { manifest, secrets } = shop.shop;
    const settings = { ...manifest.settings, SIMPLE_JWT: simpleJwt };
    setAuth(createAuth({ ...manifest, settings }, { ...secrets, simpleJwt: {} }, runtime().bridge));
    try {
      await run();
    } finally {
      setAuth(before);
    }
  }

  test("requirements hold for users of a token as for those of a session", async () => {
    const api = new FastAPI({ authentication: [jwt] });
    const cases = {
      "/login": loginRequired,
      "/staff": staffRequired,
      "/super": superuserRequired,
      "/group": permissionRequired(["catalog.change_book", "catalog.view_author"]),
      "/test": userPassesTest({ q: z.string().default("c") }, ({ username }, { q }) =>
        username.startsWith(q),
      ),
      "/any": anyOf(superuserRequired, permissionRequired("catalog.view_author")),
    };
    for (const [path, requirement] of Object.entries(cases))
      api.post(path, { args: { user: requirement } }, ({ user: { username } }) => username);
    const got: Record<string, number[]> = {};
    for (const path of Object.keys(cases)) {
      got[path] = [await status(api, "post", {}, path)];
      for (const name of ["customer", "editor", "root"])
        got[path].push(await status(api, "post", { authorization: bearer[name] as string }, path));
    }
    expect(got).toEqual({
      "/login": [401, 200, 200, 200],
      "/staff": [401, 403, 200, 200],
      "/super": [401, 403, 403, 200],
      "/group": [401, 403, 200, 200],
      "/test": [401, 200, 403, 403],
      "/any": [401, 403, 200, 200],
    });
  });

  test("the proof against CSRF is asked of the session only", async () => {
    const proof = { cookie: `${cookie}; csrftoken=${TOKEN}`, "x-csrftoken": TOKEN };
    const authorization = bearer["editor"] as string;
    const apiBy = (authentication: Authentication | null, operation: "required" | "optional"): FastAPI => {
      const api = new FastAPI(authentication === null ? {} : { authentication });
      if (operation === "required") api.post("/", { args: { user: loginRequired } }, () => null);
      else api.post("/", { args: { user: optionalUser } }, () => null);
      return api;
    };
    const requests = {
      nothing: {},
      "a session": { cookie },
      "a session, proved": proof,
      "a token": { authorization },
      "a token that is none": { authorization: "Bearer x" },
      "a session and a token": { cookie, authorization },
    };
    const got: Record<string, number[]> = {};
    for (const [name, headers] of Object.entries(requests)) {
      got[name] = [];
      for (const schemes of [null, both, [...both].toReversed(), [jwt]])
        for (const operation of ["required", "optional"] as const)
          got[name].push(await status(apiBy(schemes, operation), "post", headers));
    }
    expect(got).toEqual({
      //                session   session, token   token, session   token
      nothing: [403, 403, 401, 200, 401, 200, 401, 200],
      "a session": [403, 403, 403, 403, 403, 403, 401, 200],
      "a session, proved": [200, 200, 200, 200, 200, 200, 401, 200],
      "a token": [403, 403, 200, 200, 200, 200, 200, 200],
      "a token that is none": [403, 403, 401, 401, 401, 401, 401, 401],
      "a session and a token": [403, 403, 403, 403, 200, 200, 200, 200],
    });
  });

  test("what needs the session itself still asks for the proof", async () => {
    const api = new FastAPI({ authentication: [jwt] });
    api.post("/", { args: { user: loginRequired, session } }, () => null);
    expect(await status(api, "post", { authorization: bearer["editor"] as string })).toBe(403);
  });

  test("the nearest list counts, and one that is set later too", async () => {
    const api = new FastAPI();
    const me = { args: { user: loginRequired } };
    const router = new APIRouter({ prefix: "/router", authentication: [jwt] });
    router.get("/", me, () => null);
    router.get("/basic", { ...me, authentication: [basicAuthentication()] }, () => null);
    api.get("/", me, () => null);
    api.includeRouter(router);
    const authorization = bearer["editor"] as string;
    const basic = `Basic ${Buffer.from(`editor:${PASSWORD}`).toString("base64")}`;
    const all = async (): Promise<number[]> => {
      const found: number[] = [];
      for (const path of ["/", "/router/", "/router/basic"])
        for (const header of [authorization, basic])
          found.push(await status(api, "get", { authorization: header }, path));
      return found;
    };
    expect(await all()).toEqual([401, 401, 200, 401, 401, 200]);
    api.authentication = [jwt, basicAuthentication()];
    expect(await all()).toEqual([200, 200, 200, 401, 401, 200]);
    router.authentication = [sessionAuthentication];
    expect(await all()).toEqual([200, 200, 401, 401, 401, 200]);
  });

  test("a scheme is an argument too, and a WebSocket's users come by them", async () => {
    const api = new FastAPI();
    api.get("/", { args: { user: jwt } }, ({ user: { username } }) => username);
    api.websocket(
      "/ws",
      { args: { user: loginRequired }, authentication: [jwt] },
      async ({ user }, { socket }) => {
        await socket.accept();
        await socket.sendText(user.username);
      },
    );
    const headers = { authorization: bearer["editor"] as string };
    expect(await (await client(api).get("/", { headers })).json()).toBe("editor");
    const refused = await client(api).get("/", { headers: { cookie } });
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="api"']);
    const socket = await client(api).websocket("/ws", { headers });
    expect(await socket.receiveText()).toBe("editor");
  });

  test("users by a scheme of the project's own", async () => {
    const keys: Readonly<Record<string, string>> = { one: "editor", two: "gone" };
    const byKey = authenticationBy(apiKeyHeader({ name: "X-Key", autoError: false }), async (key) => {
      const [row] = await new Manager("accounts.User", "objects").filter({
        username: keys[key] ?? "",
      } as never);
      return (row as unknown as User | undefined) ?? null;
    });
    const api = new FastAPI({ authentication: [byKey] });
    api.get("/", { args: { user: permissionRequired("catalog.change_book") } }, ({ user }) => user.username);
    const answers = [];
    for (const headers of [{}, { "x-key": "one" }, { "x-key": "two" }, { "x-key": "three" }]) {
      const response = await client(api).get("/", { headers });
      answers.push([response.status, await response.json(), response.headers.get("www-authenticate")]);
    }
    expect(answers).toEqual([
      [401, { detail: "Not authenticated" }, "APIKey"],
      [200, "editor", null],
      [401, { detail: "User inactive or deleted." }, "APIKey"],
      [401, { detail: "Incorrect authentication credentials." }, "APIKey"],
    ]);
    expect(() => authenticationBy(apiKeyHeader({ name: "X-Key" }), () => null)).toThrow(/autoError: false/);
    const nobody = new FastAPI({ authentication: [] });
    nobody.get("/", { args: { user: loginRequired } }, () => null);
    expect(() => nobody.operations).toThrow(ApplicationDeclarationError);
  });

  test("a scheme that cannot work in this project does not start, nor makes tokens", async () => {
    const api = new FastAPI({ authentication: [tokenAuthentication()] });
    api.get("/", { args: { user: loginRequired } }, () => null);
    expect(() => api.operations).toThrow(/no model "authtoken.Token".*INSTALLED_APPS/);
    const own = {
      AUTH_TOKEN_CLASSES: ["shop.tokens.OneTime"],
      TOKEN_OBTAIN_SERIALIZER: "shop.tokens.Obtain",
    };
    await withSimpleJwt(own, async () => {
      api.authentication = [jwt];
      expect(() => api.operations).toThrow(/AUTH_TOKEN_CLASSES"\] names shop.tokens.OneTime/);
      const customer = await user("customer");
      await expect(createTokenPair(customer)).rejects.toThrow(/shop.tokens.Obtain.*`claims`/);
      expect(await createTokenPair(customer, { claims: {} })).toHaveProperty("access");
    });
    await withSimpleJwt({ ALGORITHM: "HS1" }, () => {
      api.authentication = [jwt, sessionAuthentication];
      expect(() => api.operations).toThrow(/SIMPLE_JWT\["ALGORITHM"\]/);
    });
    await withSimpleJwt({ ALGORITHM: "RS256" }, async () => {
      await expect(createTokenPair(await user("customer"))).rejects.toThrow(/"SIGNING_KEY"\] is no key/);
    });
  });

  test("sliding tokens, in a header of another name", async () => {
    const settings = {
      AUTH_HEADER_NAME: "HTTP_X_ACCESS_TOKEN",
      AUTH_HEADER_TYPES: "JWT",
      AUTH_TOKEN_CLASSES: ["rest_framework_simplejwt.tokens.SlidingToken"],
      SLIDING_TOKEN_REFRESH_LIFETIME: 60,
      UPDATE_LAST_LOGIN: true,
    };
    await withSimpleJwt(settings, async () => {
      const api = new FastAPI({ authentication: [jwtAuthentication()] });
      api.includeRouter(jwtRouter({ prefix: "/token", sliding: true }));
      api.get("/me", { args: { user: loginRequired } }, ({ user: { username } }) => username);
      const asker = client(api);
      const obtained = await asker.post("/token", { json: { username: "editor", password: PASSWORD } });
      const { token } = (await obtained.json()) as { token: string };
      const { last_login: lastLogin } = (await user("editor")) as unknown as { last_login: unknown };
      expect(lastLogin).toBeInstanceOf(Date);
      const refreshed = await asker.post("/token/refresh", { json: { token } });
      const { token: next } = (await refreshed.json()) as { token: string };
      const me = (value: string) => asker.get("/me", { headers: { "x-access-token": `JWT ${value}` } });
      expect([await (await me(token)).json(), await (await me(next)).json()]).toEqual(["editor", "editor"]);
      expect((await me("x")).headers.get("www-authenticate")).toBe('JWT realm="api"');
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
      const late = await asker.post("/token/refresh", { json: { token: next } });
      vi.useRealTimers();
      expect([late.status, await late.json()]).toEqual([
        401,
        { detail: "Token 'refresh_exp' claim has expired", code: "token_not_valid" },
      ]);
      const document = buildDocument({ settings: api.settings, operations: api.operations });
      expect(document.components?.securitySchemes?.["DjangoJWT"]).toMatchObject({
        type: "apiKey",
        in: "header",
        name: "X-Access-Token",
      });
    });
  });

  test("OAuth2's form gets a token that the operations take", async () => {
    const api = new FastAPI({ authentication: [jwt] });
    api.includeRouter(jwtRouter({ prefix: "/token", claims: ({ username }) => ({ name: username }) }));
    api.get("/me", { args: { user: loginRequired } }, ({ user: { username } }) => username);
    const form = (password: string) =>
      new URLSearchParams({ grant_type: "password", username: "editor", password });
    const granted = await client(api).post("/token/oauth2", { body: form(PASSWORD) });
    const body = (await granted.json()) as Record<string, string>;
    expect([
      granted.status,
      Object.keys(body),
      body["expires_in"],
      granted.headers.get("cache-control"),
    ]).toEqual([200, ["access_token", "token_type", "expires_in", "refresh_token"], 300, "no-store"]);
    const claims = JSON.parse(
      Buffer.from(body["access_token"]?.split(".")[1] ?? "", "base64url").toString(),
    ) as object;
    expect(claims).toMatchObject({ name: "editor", token_type: "access" });
    const headers = { authorization: `Bearer ${body["access_token"]}` };
    expect(await (await client(api).get("/me", { headers })).json()).toBe("editor");
    const refused = await client(api).post("/token/oauth2", { body: form("wrong") });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      {
        error: "invalid_grant",
        error_description: "No active account found with the given credentials",
      },
    ]);
  });

  test("the document says which schemes do, and what they may answer", () => {
    const api = new FastAPI({ authentication: both });
    api.get("/me", { args: { user: loginRequired } }, () => null);
    api.post("/me", { args: { user: loginRequired } }, () => null);
    api.get("/staff", { args: { user: staffRequired }, authentication: [jwt] }, () => null);
    api.post("/staff", { args: { user: loginRequired }, authentication: [jwt] }, () => null);
    api.get("/hello", { args: { user: optionalUser } }, () => null);
    api.post("/session", { args: { user: loginRequired, session } }, () => null);
    const document = buildDocument({ settings: api.settings, operations: api.operations });
    const operation = (path: string, method: string) => {
      const found = document.paths[path]?.[method] as { responses: object; security: unknown } | undefined;
      return [Object.keys(found?.responses ?? {}), found?.security];
    };
    const [bySession, byToken] = [{ DjangoSession: [] }, { DjangoJWT: [] }];
    expect(operation("/me", "get")).toEqual([
      ["200", "401"],
      [bySession, byToken],
    ]);
    expect(operation("/me", "post")).toEqual([
      ["200", "401", "403"],
      [bySession, byToken],
    ]);
    expect(operation("/staff", "get")).toEqual([["200", "401", "403"], [byToken]]);
    expect(operation("/staff", "post")).toEqual([["200", "401"], [byToken]]);
    expect(operation("/hello", "get")).toEqual([
      ["200", "401"],
      [bySession, byToken, {}],
    ]);
    expect(operation("/session", "post")).toEqual([
      ["200", "401", "403"],
      [bySession, { ...bySession, ...byToken }],
    ]);
    expect(document.components?.securitySchemes?.["DjangoJWT"]).toEqual({
      type: "oauth2",
      flows: { password: { tokenUrl: "/token/oauth2", scopes: {} } },
    });
  });
});
