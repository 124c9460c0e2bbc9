import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auth, createAuth, setAuth } from "../../src/auth/runtime.ts";
import { Session } from "../../src/auth/sessions/session.ts";
import { authenticate } from "../../src/auth/users/authenticate.ts";
import { getSessionUser } from "../../src/auth/users/get-user.ts";
import { loginSession, logoutSession } from "../../src/auth/users/login.ts";
import { findUser } from "../../src/auth/users/rows.ts";
import { AnonymousUser } from "../../src/auth/users/user.ts";
import type { User } from "../../src/auth/users/user.ts";
import { BackendNotGiven } from "../../src/errors/auth.ts";
import { djangoPython } from "../support/python.ts";
import { observeQueries } from "../../src/orm/observe.ts";
import { authShop, PASSWORD } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";

const named = async (username: string): Promise<User> =>
  (await authenticate({ username, password: PASSWORD })) as User;
const newSession = (): Promise<Session> => Session.open(auth().sessions, auth().settings, undefined);
const sessionOf = (key: string | null): Promise<Session> =>
  Session.open(auth().sessions, auth().settings, key ?? undefined);

describe.skipIf(djangoPython === null)("users of a Django project", () => {
  let shop: AuthShop;
  beforeAll(async () => {
    shop = await authShop();
  });
  afterAll(() => shop.close());

  test("a name and its password give the user; anything else nobody", async () => {
    const user = await named("editor");
    expect(user).toMatchObject({ username: "editor", is_staff: true });
    expect([user.isAuthenticated, user.isAnonymous]).toEqual([true, false]);
    expect(await authenticate({ username: "editor", password: `${PASSWORD}x` })).toBeNull();
    expect(await authenticate({ username: "nobody", password: PASSWORD })).toBeNull();
    expect(await authenticate({ username: "gone", password: PASSWORD })).toBeNull();
    expect(await authenticate({ username: "editor" })).toBeNull();
    // The sample customers have unusable passwords.
    expect(await authenticate({ username: "customer1", password: "sample" })).toBeNull();
  });

  test("an old work factor is replaced when the password is known, as Django does", async () => {
    shop.django(
      `
from django.contrib.auth.hashers import PBKDF2PasswordHasher
User.objects.filter(username="customer").update(password=PBKDF2PasswordHasher().encode(given, "saltsaltsaltsaltsaltsalt", 1000))
`,
      PASSWORD,
    );
    expect(await authenticate({ username: "customer", password: "wrong" })).toBeNull();
    expect(shop.django(`answer = User.objects.get(username="customer").password.split("$")[1]`)).toBe("1000");
    expect(await named("customer")).not.toBeNull();
    expect(
      shop.django(
        `user = User.objects.get(username="customer")\nanswer = [user.password.split("$")[1], user.check_password(given)]`,
        PASSWORD,
      ),
    ).toEqual(["2000", true]);
  });

  test.each(["root", "editor", "customer"])("%s has the permissions that Django says", async (username) => {
    const theirs = shop.django(
      `user = User.objects.get(username=given)
answer = {
  "all": sorted(user.get_all_permissions()),
  "has": [user.has_perm(p) for p in ("catalog.change_book", "catalog.view_author", "catalog.delete_book", "no.such")],
  "module": [user.has_module_perms(a) for a in ("catalog", "orders", "nothing")],
  "object": user.has_perm("catalog.change_book", user),
}`,
      username,
    );
    const user = await named(username);
    const has = ["catalog.change_book", "catalog.view_author", "catalog.delete_book", "no.such"];
    expect({
      all: [...(await user.getAllPermissions())].sort(),
      has: await Promise.all(has.map((permission) => user.hasPerm(permission))),
      module: await Promise.all(["catalog", "orders", "nothing"].map((app) => user.hasModulePerms(app))),
      object: await user.hasPerm("catalog.change_book", user),
    }).toEqual(theirs);
  });

  test("permissions are read once for a user", async () => {
    const user = await named("editor");
    const statements: string[] = [];
    const stop = observeQueries(({ sql }) => statements.push(sql ?? ""));
    await user.hasPerm("catalog.change_book");
    await user.hasPerms(["catalog.change_book", "catalog.view_author"]);
    expect(await user.hasPerms(["catalog.change_book", "catalog.delete_book"])).toBe(false);
    stop();
    expect(statements.filter((sql) => sql.includes("auth_permission"))).toHaveLength(1);
  });

  test("nobody may do anything", async () => {
    const nobody = new AnonymousUser();
    expect([await nobody.hasPerm(), await nobody.hasPerms(["a.b"]), await nobody.hasPerms([])]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await nobody.getAllPermissions()).size).toBe(0);
  });

  test("Django knows who logged in here, and when", async () => {
    const session = await newSession();
    session.set("cart", [1]);
    await loginSession(session, await named("customer"));
    await session.save();
    const [username, cart, age] = shop.django(
      `from importlib import import_module
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils import timezone
request = HttpRequest()
request.session = import_module(settings.SESSION_ENGINE).SessionStore(given)
user = get_user(request)
answer = [user.username, request.session["cart"], (timezone.now() - user.last_login).total_seconds()]`,
      session.key,
    ) as [string, unknown, number];
    expect([username, cart]).toEqual(["customer", [1]]);
    expect(age).toBeLessThan(60);
  });

  test("a session of Django's is known here, until the password changes there", async () => {
    const key = shop.django(`
from importlib import import_module
from django.contrib.auth import login
from django.http import HttpRequest
request = HttpRequest()
request.session = import_module(settings.SESSION_ENGINE).SessionStore()
login(request, User.objects.get(username="editor"), backend=settings.AUTHENTICATION_BACKENDS[0])
request.session.save()
answer = request.session.session_key
`) as string;
    expect(await getSessionUser(await sessionOf(key))).toMatchObject({ username: "editor" });
    shop.django(`user = User.objects.get(username="editor")\nuser.set_password("other")\nuser.save()`);
    const session = await sessionOf(key);
    expect(await getSessionUser(session)).toBeNull();
    expect(session.isEmpty).toBe(true);
    expect(shop.django("answer = Session.objects.filter(pk=given).exists()", key)).toBe(false);
    shop.django(
      `user = User.objects.get(username="editor")\nuser.set_password(given)\nuser.save()`,
      PASSWORD,
    );
  });

  test("who became inactive or is gone is nobody, and the session stays", async () => {
    const session = await newSession();
    await loginSession(session, await named("customer"));
    await session.save();
    shop.django(`User.objects.filter(username="customer").update(is_active=False)`);
    const again = await sessionOf(session.key);
    expect(await getSessionUser(again)).toBeNull();
    expect(again.isEmpty).toBe(false);
    shop.django(`User.objects.filter(username="customer").update(is_active=True)`);
    expect(await getSessionUser(again)).toMatchObject({ username: "customer" });
    again.set("_auth_user_backend", "project.OldBackend");
    expect(await getSessionUser(again)).toBeNull();
  });

  test("logging in again as another one leaves nothing of the first, as the same one everything", async () => {
    const session = await newSession();
    await loginSession(session, await named("customer"));
    session.set("cart", [1]);
    const before = session.key;
    await loginSession(session, await named("customer"));
    expect([session.key, session.get("cart")]).toEqual([before, [1]]);
    await loginSession(session, await named("editor"));
    expect(session.get("cart")).toBeUndefined();
    expect(session.key).not.toBe(before);
  });

  test("a session made with an older key goes on, under a new one", async () => {
    const session = await newSession();
    await loginSession(session, await named("customer"));
    await session.save();
    const { manifest, secrets } = shop.shop;
    const before = auth();
    const rotated = { secretKey: "a newer key", secretKeyFallbacks: [secrets.secretKey] };
    setAuth(createAuth(manifest, rotated, before.bridge));
    try {
      const again = await sessionOf(session.key);
      expect(await getSessionUser(again)).toMatchObject({ username: "customer" });
      expect(again.key).not.toBe(session.key);
      setAuth(createAuth(manifest, { ...rotated, secretKeyFallbacks: [] }, before.bridge));
      await again.save();
      expect(await getSessionUser(await sessionOf(again.key))).toMatchObject({ username: "customer" });
      expect((await sessionOf(session.key)).isEmpty).toBe(true);
    } finally {
      setAuth(before);
    }
  });

  test("several backends: login() must be told which", async () => {
    const before = auth();
    const { manifest, secrets } = shop.shop;
    const users = manifest.auth as NonNullable<typeof manifest.auth>;
    const [backend] = users.backends as [(typeof users.backends)[number]];
    const two = { ...users, backends: [backend, { ...backend, path: "project.Other" }] };
    setAuth(createAuth({ ...manifest, auth: two }, secrets, before.bridge));
    const session = await newSession();
    const user = (await findUser("username", "customer")) as User;
    await expect(loginSession(session, user)).rejects.toThrow(BackendNotGiven);
    await loginSession(session, user, { backend: backend.path });
    expect(await getSessionUser(session)).toMatchObject({ username: "customer" });
    setAuth(before);
  });

  test("logging out ends the session for Django too", async () => {
    const session = await newSession();
    const user = await named("customer");
    await loginSession(session, user);
    await session.save();
    const { key } = session;
    await logoutSession(session, user);
    expect(session.isEmpty).toBe(true);
    expect(shop.django("answer = Session.objects.filter(pk=given).exists()", key)).toBe(false);
  });
});
