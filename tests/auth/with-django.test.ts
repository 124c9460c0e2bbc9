import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { body } from "../../src/api/parameters/markers.ts";
import { authenticate, login, logout } from "../../src/contrib/auth/login.ts";
import { loginRequired, staffRequired } from "../../src/contrib/auth/requirements.ts";
import { csrfToken, optionalUser, session } from "../../src/contrib/auth/session.ts";
import { messages } from "../../src/contrib/messages.ts";
import { HTTPException } from "../../src/errors/api.ts";
import { DjangoGateway } from "../../src/django/gateway/django-gateway.ts";
import { PythonServer } from "../../src/django/python-server.ts";
import { makeSocketFolder, removeSocketFolder } from "../../src/django/socket-folder.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";
import { createServer } from "../../src/server/server.ts";
import type { ApiServer } from "../../src/server/server.ts";
import { serverSettings } from "../../src/server/settings.ts";
import { exampleContext } from "../support/example-context.ts";
import { djangoPython } from "../support/python.ts";
import { authShop, PASSWORD } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";
import { HttpClient } from "./http-client.ts";

const Credentials = z.object({ username: z.string(), password: z.string() });

function makeApi(): FastAPI {
  const api = new FastAPI();
  api.get("/csrf", { args: { token: csrfToken } }, ({ token }) => token);
  api.post(
    "/login",
    { args: { session, credentials: body(Credentials) } },
    async ({ session, credentials }) => {
      const user = await authenticate(credentials, session);
      if (user === null) throw new HTTPException(400, "Unknown user name or wrong password");
      await login(session, user);
      return null;
    },
  );
  api.post("/logout", { args: { session } }, async ({ session }) => {
    await logout(session);
    return null;
  });
  api.get("/me", { args: { user: loginRequired } }, ({ user }) => user.username);
  api.get("/hello", { args: { user: optionalUser } }, ({ user }) =>
    user.isAuthenticated ? user.username : null,
  );
  api.post("/say", { args: { messages, text: body(z.string()) } }, ({ messages, text }) => {
    messages.success(text);
    messages.add("error", "Not <b>bold</b>", "extra");
    return null;
  });
  api.get("/staff", { args: { user: staffRequired } }, ({ user }) => user.username);
  return api;
}

describe.skipIf(djangoPython === null)("one site: this API and Django behind it", () => {
  let shop: AuthShop;
  let python: PythonServer;
  let server: ApiServer;
  let url: string;
  const folder = makeSocketFolder();

  beforeAll(async () => {
    shop = await authShop();
    const context = await exampleContext({ settingsModule: shop.shop.settingsModule });
    const secret = "secret-of-this-start";
    python = await PythonServer.start({
      context: { ...context, env: { ...context.env, ...shop.shop.env } },
      secret,
      folder,
    });
    const bridge = unavailableBridge("this test asks no worker");
    const gateway = new DjangoGateway({ address: python.address, secret, bridge });
    const { settings } = shop.shop.manifest;
    server = await createServer({ api: makeApi(), settings: serverSettings(settings), gateway });
    url = await server.listen({ host: "127.0.0.1", port: 0 });
  });

  afterAll(async () => {
    await server.close();
    await python.stop();
    removeSocketFolder(folder);
    await shop.close();
  });

  const loggedIn = async (username: string): Promise<HttpClient> => {
    const client = new HttpClient(url);
    await client.get("/csrf");
    const response = await client.post("/login", { username, password: PASSWORD });
    expect(response.status).toBe(200);
    return client;
  };

  test("logging in here opens /admin there", async () => {
    const client = new HttpClient(url);
    expect((await client.get("/admin/")).status).toBe(302);
    await client.get("/csrf");
    const before = client.jar.get("csrftoken");
    const response = await client.post("/login", { username: "root", password: PASSWORD });
    expect(response.status).toBe(200);
    expect(response.headers.get("vary")).toContain("Cookie");
    expect(client.jar.get("csrftoken")).not.toBe(before);
    const admin = await client.get("/admin/");
    expect(admin.status).toBe(200);
    expect(await admin.text()).toContain("Site administration");
  });

  test("logging in at the admin is logging in here", async () => {
    const client = new HttpClient(url);
    expect((await client.get("/me")).status).toBe(401);
    expect(await client.adminLogin("editor", PASSWORD)).toBe(302);
    expect(await (await client.get("/me")).json()).toBe("editor");
    expect(await (await client.get("/staff")).json()).toBe("editor");
    // Django's CSRF cookie is good here, and the one from here in Django's forms.
    expect((await client.post("/logout")).status).toBe(200);
    expect((await client.get("/admin/")).status).toBe(302);
  });

  test("logging out there is logging out here, and the reverse", async () => {
    const client = await loggedIn("root");
    expect((await client.post("/admin/logout/")).status).toBe(200);
    expect((await client.get("/me")).status).toBe(401);
    const other = await loggedIn("root");
    const answer = await other.post("/logout");
    expect(answer.headers.getSetCookie().join()).toMatch(/sessionid="?"?;.*Max-Age=0/);
    expect(other.jar.get("sessionid")).toBeUndefined();
    expect((await other.get("/admin/")).status).toBe(302);
  });

  test("a password that is changed elsewhere ends the session; here it does too for Django", async () => {
    const client = await loggedIn("editor");
    shop.django(
      `user = User.objects.get(username="editor")\nuser.set_password("another-horse-1")\nuser.save()`,
    );
    expect((await client.get("/me")).status).toBe(401);
    expect(await (await client.get("/hello")).json()).toBeNull();
    expect(client.jar.get("sessionid")).toBeUndefined();
    shop.django(
      `user = User.objects.get(username="editor")\nuser.set_password(given)\nuser.save()`,
      PASSWORD,
    );
  });

  // Django keeps messages in a cookie, and in the session what does not fit.
  test.each([
    ["in a cookie", "Gespeichert: „Ünïcode“"],
    ["in the session", `A long one: ${"x".repeat(5000)}`],
  ])("the admin shows what a handler said, once: %s", async (_where, text) => {
    const client = await loggedIn("root");
    expect((await client.post("/say", text)).status).toBe(200);
    const page = await (await client.get("/admin/")).text();
    expect(page).toContain(`<li class="success">${text}</li>`);
    expect(page).toContain('<li class="extra error">Not &lt;b&gt;bold&lt;/b&gt;</li>');
    expect(await (await client.get("/admin/")).text()).not.toContain("Not &lt;b&gt;");
    expect((await client.get("/me")).status).toBe(200);
  });

  test("a wrong password, a wrong name, an inactive user: the same answer", async () => {
    const client = new HttpClient(url);
    await client.get("/csrf");
    for (const credentials of [
      { username: "root", password: "wrong" },
      { username: "nobody", password: PASSWORD },
      { username: "gone", password: PASSWORD },
    ]) {
      const response = await client.post("/login", credentials);
      expect([response.status, await response.json()]).toEqual([
        400,
        { detail: "Unknown user name or wrong password" },
      ]);
    }
    expect(client.jar.get("sessionid")).toBeUndefined();
  });

  test("a customer is no staff", async () => {
    const client = await loggedIn("customer");
    const refused = await client.get("/staff");
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { detail: "You do not have permission to perform this action." },
    ]);
    expect((await client.get("/admin/")).status).toBe(302);
  });

  test("without the token nothing is changed, as Django says it", async () => {
    const client = await loggedIn("root");
    const send = async (headers: Record<string, string>): Promise<unknown> => {
      const response = await client.send("POST", "/logout", { headers });
      return [response.status, await response.json()];
    };
    const refused = (reason: string) => [403, { detail: `CSRF Failed: ${reason}` }];
    const token = client.jar.get("csrftoken") as string;
    expect(await send({})).toEqual(refused("CSRF token missing."));
    expect(await send({ "x-csrftoken": "a".repeat(32) })).toEqual(
      refused("CSRF token from the 'X-Csrftoken' HTTP header incorrect."),
    );
    expect(await send({ "x-csrftoken": token, origin: "https://evil.example" })).toEqual(
      refused("Origin checking failed - https://evil.example does not match any trusted origins."),
    );
    expect(await (await client.get("/me")).json()).toBe("root");
    client.jar.delete("csrftoken");
    expect(await send({ "x-csrftoken": token })).toEqual(refused("CSRF cookie not set."));
  });

  test("a form's token is read as Django reads it", async () => {
    const client = await loggedIn("root");
    const token = (await (await client.get("/csrf")).json()) as string;
    const send = (form: Record<string, string>): Promise<Response> =>
      client.send("POST", "/logout", { body: new URLSearchParams(form) });
    expect((await send({ csrfmiddlewaretoken: "x" })).status).toBe(403);
    expect((await send({ csrfmiddlewaretoken: token })).status).toBe(200);
  });

  test("another origin cannot log anybody in", async () => {
    const client = new HttpClient(url);
    const response = await client.send("POST", "/login", {
      body: JSON.stringify({ username: "root", password: PASSWORD }),
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(403);
    expect(client.jar.get("sessionid")).toBeUndefined();
  });

  test("a forged session cookie is nobody's, and is taken away", async () => {
    const client = new HttpClient(url);
    client.jar.set("sessionid", "0123456789abcdef0123456789abcdef");
    const response = await client.get("/hello");
    expect(await response.json()).toBeNull();
    expect(client.jar.get("sessionid")).toBeUndefined();
  });

  test("/docs carries a token, for nobody else to keep", async () => {
    const client = new HttpClient(url);
    const page = await client.get("/docs");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("vary")).toContain("Cookie");
    const config = /id="config">(.*?)<\/script>/.exec(await page.text())?.[1] ?? "";
    const { csrf } = JSON.parse(config) as { csrf: { header: string; cookie: string; token: string } };
    expect(csrf).toMatchObject({ header: "X-CSRFTOKEN", cookie: "csrftoken" });
    expect(csrf.token).toHaveLength(64);
    const response = await client.send("POST", "/logout", { headers: { [csrf.header]: csrf.token } });
    expect(response.status).toBe(200);
  });
});
