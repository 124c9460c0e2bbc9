import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auth } from "../../src/auth/runtime.ts";
import { Session } from "../../src/auth/sessions/session.ts";
import { authenticate } from "../../src/auth/users/authenticate.ts";
import type { Client } from "../../src/auth/users/client.ts";
import { getSessionUser } from "../../src/auth/users/get-user.ts";
import { loginSession, logoutSession } from "../../src/auth/users/login.ts";
import type { User } from "../../src/auth/users/user.ts";
import { djangoPython, hasPythonModule } from "../support/python.ts";
import { authShop, PASSWORD } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";

const client: Client = { method: "POST", path: "/login", host: "shop", address: "10.0.0.9", headers: {} };

describe.skipIf(djangoPython === null)("what only the project's Python can do", () => {
  let shop: AuthShop;
  beforeAll(async () => {
    shop = await authShop({ settingsModule: "python_settings" });
  });
  afterAll(() => shop.close());

  const notes = (): string => shop.django(`answer = User.objects.get(username="root").last_name`) as string;

  test("the manifest says what is whose", () => {
    const { users } = auth();
    expect(
      users.backends.map(({ authenticate, getUser, permissions }) => [authenticate, getUser, permissions]),
    ).toEqual([
      ["python", "python", "none"],
      ["python", "model", "python"],
      ["model", "model", "model"],
    ]);
    expect(users.hashers.map(({ algorithm, className }) => [algorithm, className.split(".")[0]])).toEqual([
      ["reversed", "python_parts"],
      ["pbkdf2_sha256", "django"],
      ["argon2", "django"],
      ["pbkdf2_sha256", "django"],
      ["bcrypt_sha256", "django"],
    ]);
    expect(users.receivers).toEqual({
      userLoggedIn: ["python_parts.receivers.greet()"],
      userLoggedOut: ["python_parts.receivers.wave()"],
      userLoginFailed: ["python_parts.receivers.suspect()"],
    });
  });

  test("a backend that wants other credentials is asked with them", async () => {
    const user = await authenticate({ email: "editor@example.com", password: PASSWORD });
    expect(user).toMatchObject({ username: "editor" });
    expect(await authenticate({ username: "editor", password: PASSWORD })).toMatchObject({
      username: "editor",
    });
  });

  test("a backend that forbids ends the search", async () => {
    const banned = { ...client, headers: { "x-banned": "1" } };
    expect(await authenticate({ username: "editor", password: PASSWORD }, banned)).toBeNull();
    expect(notes()).toContain("failed:editor:**");
  });

  const bcrypt = hasPythonModule("bcrypt") ? "" : " (no bcrypt)";
  test.skipIf(bcrypt !== "")(
    `the project's own hasher, and bcrypt checked in a worker${bcrypt}`,
    async () => {
      shop.django(
        `
from django.contrib.auth.hashers import make_password
User.objects.filter(username="customer").update(password=make_password(given, hasher="bcrypt_sha256"))
`,
        PASSWORD,
      );
      expect(await authenticate({ username: "customer", password: "wrong" })).toBeNull();
      expect(await authenticate({ username: "customer", password: PASSWORD })).not.toBeNull();
      expect(shop.django(`answer = User.objects.get(username="customer").password`)).toMatch(/^reversed\$/);
      expect(await authenticate({ username: "customer", password: PASSWORD })).not.toBeNull();
      expect(await auth().passwords.make("abc")).toBe("reversed$cba");
    },
  );

  test("permissions of a backend of the project's, on objects too", async () => {
    const user = (await authenticate({ username: "editor", password: PASSWORD })) as User;
    expect(await user.hasPerm("accounts.change_user", user)).toBe(true);
    expect(await user.hasPerm("accounts.change_user")).toBe(false);
    expect(await user.hasPerm("catalog.change_book")).toBe(true);
    expect((await user.getAllPermissions()).has("catalog.view_author")).toBe(true);
  });

  test("receivers run, see who asks, and write into the session", async () => {
    const session = await Session.open(auth().sessions, auth().settings, undefined);
    const user = (await authenticate({ username: "editor", password: PASSWORD }, client)) as User;
    await loginSession(session, user, { client });
    await session.save();
    expect(session.get("greeting")).toBe("Hello editor from 10.0.0.9");
    expect(await getSessionUser(session)).toMatchObject({ username: "editor" });
    expect(shop.django(`answer = User.objects.get(username="editor").last_login is not None`)).toBe(true);
    await logoutSession(session, user, client);
    expect(session.isEmpty).toBe(true);
    expect(notes()).toMatch(/in:editor.*out:editor/);
  });
});
