import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { User } from "#django/accounts";
import { FastAPI } from "../../src/api/fastapi.ts";
import { auth, createAuth, setAuth } from "../../src/auth/runtime.ts";
import { loginRequired } from "../../src/contrib/auth/requirements.ts";
import { optionalUser } from "../../src/contrib/auth/session.ts";
import { runtime } from "../../src/orm/runtime.ts";
import { atomic } from "../../src/orm/transaction/atomic.ts";
import { expectQueries } from "../../src/testing/expect-queries.ts";
import { rolledBack } from "../../src/testing/rolled-back.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { authShop, type AuthShop } from "../auth/auth-shop.ts";
import { djangoPython } from "../support/python.ts";

describe.skipIf(djangoPython === null)("a test's client as a user of the project", () => {
  let shop: AuthShop;
  let api: FastAPI;
  beforeAll(async () => {
    shop = await authShop();
    api = new FastAPI();
    api.get("/me", { args: { user: loginRequired } }, ({ user }) => user.pk);
    api.get("/anybody", { args: { user: optionalUser } }, ({ user }) => user.isAuthenticated);
    api.post("/rename", { args: { user: loginRequired } }, async ({ user }) => {
      await User.objects.filter({ id: Number(user.pk) }).update({ first_name: "Renamed" });
      return "done";
    });
  });
  afterAll(() => shop.close());

  test("forceLogin is a session that Django takes for the user's; logout ends it", async () => {
    const client = new TestClient(api);
    expect((await client.get("/me")).status).toBe(401);
    const user = await User.objects.get({ username: "customer" });
    await client.forceLogin(user);
    expect(await (await client.get("/me")).json()).toBe(user.id);
    const key = client.cookies.get(auth().settings.SESSION_COOKIE_NAME);
    const django = shop.django(
      `
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import get_user
from django.http import HttpRequest
request = HttpRequest()
request.session = SessionStore(given)
answer = get_user(request).username
`,
      key,
    );
    expect(django).toBe("customer");
    await client.logout();
    expect(await (await client.get("/anybody")).json()).toBe(false);
    expect(
      shop.django("from django.contrib.sessions.models import Session\nanswer = Session.objects.count()"),
    ).toBe(0);
  });

  test("requests that change something come with a CSRF token, unless the test is about that", async () => {
    const user = await User.objects.get({ username: "customer" });
    for (const baseUrl of ["http://testserver", "https://testserver"]) {
      const client = new TestClient(api, { baseUrl });
      await client.forceLogin(user);
      expect((await client.post("/rename")).status).toBe(200);
    }
    const strict = new TestClient(api, { enforceCsrfChecks: true });
    await strict.forceLogin(user);
    expect((await strict.post("/rename")).status).toBe(403);
  });

  test("the token works under CSRF_USE_SESSIONS too", async () => {
    const before = auth();
    const { manifest, secrets } = shop.shop;
    const settings = { ...manifest.settings, CSRF_USE_SESSIONS: true };
    setAuth(createAuth({ ...manifest, settings }, secrets, runtime().bridge));
    try {
      const client = new TestClient(api);
      await client.forceLogin(await User.objects.get({ username: "customer" }));
      expect((await client.post("/rename")).status).toBe(200);
      const strict = new TestClient(api, { enforceCsrfChecks: true });
      await strict.forceLogin(await User.objects.get({ username: "customer" }));
      expect((await strict.post("/rename")).status).toBe(403);
    } finally {
      setAuth(before);
    }
  });

  test("rolledBack leaves nothing behind, requests' writes and the session included", async () => {
    await User.objects.filter({ username: "editor" }).update({ first_name: "Before" });
    const seen = await rolledBack(async () => {
      const client = new TestClient(api);
      await client.forceLogin(await User.objects.get({ username: "editor" }));
      await client.post("/rename");
      return (await User.objects.get({ username: "editor" })).first_name;
    });
    expect(seen).toBe("Renamed");
    expect((await User.objects.get({ username: "editor" })).first_name).toBe("Before");
    await expect(rolledBack(() => Promise.reject(new RangeError("failed")))).rejects.toThrow("failed");
    // Not inside of a transaction any more.
    await atomic(() => undefined, { durable: true });
  });

  test("expectQueries counts a request's: session, user, the handler's own", async () => {
    const client = new TestClient(api);
    await client.forceLogin(await User.objects.get({ username: "customer" }));
    await expectQueries(2, () => client.get("/me"));
    await expectQueries(3, () => client.post("/rename"));
  });
});
