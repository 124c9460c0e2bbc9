import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { SessionEngine } from "../../src/auth/sessions/engine.ts";
import { fileEngine } from "../../src/auth/sessions/file.ts";
import { Session } from "../../src/auth/sessions/session.ts";
import { signedCookiesEngine } from "../../src/auth/sessions/signed-cookies.ts";
import { SessionInterrupted } from "../../src/errors/auth.ts";
import { askPython, djangoPython } from "../support/python.ts";
import { DJANGO } from "./oracle.ts";

const keys = { key: "a key for session tests", fallbackKeys: [] };
const folder = mkdtempSync(join(tmpdir(), "sessions-"));
afterAll(() => rmSync(folder, { recursive: true }));

const AGE = 1000;
const settings = { SESSION_COOKIE_AGE: AGE, SESSION_EXPIRE_AT_BROWSER_CLOSE: false };
const soon = (): Date => new Date(Date.now() + AGE * 1000);
const DATA = { _auth_user_id: "7", cart: [1, 2], ünïcode: "€" };

interface EngineCase {
  readonly module: string;
  readonly engine: SessionEngine;
  /** Data lies with the client: a key cannot be withdrawn. */
  readonly stateless: boolean;
}

const ENGINES: EngineCase[] = [
  {
    module: "file",
    engine: fileEngine({ keys, folder, prefix: "sessionid", cookieAge: AGE }),
    stateless: false,
  },
  { module: "signed_cookies", engine: signedCookiesEngine(keys, AGE), stateless: true },
];

describe.each(ENGINES)("$module", ({ module, engine, stateless }) => {
  test("keeps what is created, and what is changed", async () => {
    const key = await engine.create(DATA, soon());
    expect(await engine.load(key)).toEqual(DATA);
    const next = await engine.update(key, { other: 1 }, soon());
    expect(await engine.load(next)).toEqual({ other: 1 });
  });

  test("a key that nobody made loads nothing", async () => {
    expect(await engine.load("0123456789abcdef0123456789abcdef")).toBeNull();
    expect(await engine.load("../../../../etc/passwd")).toBeNull();
  });

  test("an own expiry in the past ends it", async () => {
    const key = await engine.create({ ...DATA, _session_expiry: "2001-01-01T00:00:00+00:00" }, soon());
    // Django's signed cookies do not look at it either (ticket 19201).
    expect(await engine.load(key)).toEqual(stateless ? expect.anything() : null);
  });

  test("a deleted session is gone, and cannot be changed; one that lies with the client can", async () => {
    const key = await engine.create(DATA, soon());
    await engine.delete(key);
    const change = async (): Promise<string> => await engine.update(key, {}, soon());
    if (stateless) {
      expect(await engine.load(key)).toEqual(DATA);
      expect(await engine.load(await change())).toEqual({});
    } else {
      expect(await engine.load(key)).toBeNull();
      await expect(change()).rejects.toThrow(SessionInterrupted);
    }
  });

  test("a session lives through log-in, change and flush", async () => {
    const session = await Session.open(engine, settings, undefined);
    expect(session.isEmpty).toBe(true);
    session.set("cart", [1]);
    await session.save();
    const before = session.key as string;
    const again = await Session.open(engine, settings, before);
    expect(again.get("cart")).toEqual([1]);
    expect(again.modified).toBe(false);
    again.set("user", 1);
    await again.cycleKey();
    expect((await Session.open(engine, settings, again.key as string)).keys()).toEqual(["cart", "user"]);
    if (!stateless) {
      expect(again.key).not.toBe(before);
      expect((await Session.open(engine, settings, before)).isEmpty).toBe(true);
    }
    await again.flush();
    expect(again.isEmpty).toBe(true);
  });

  test.skipIf(djangoPython === null)("Django reads it, and it what Django writes", async () => {
    const code = `${DJANGO}
from importlib import import_module
Store = import_module("django.contrib.sessions.backends.${module}").SessionStore
ours = Store(given["key_of_ours"])
theirs = Store()
theirs.update({"from": "django", "ü": [1, None]})
theirs.save()
answer = [dict(ours.items()), theirs.session_key]
`;
    const [read, theirs] = askPython(code, {
      key: keys.key,
      key_of_ours: await engine.create(DATA, soon()),
      settings: { SESSION_FILE_PATH: folder, SESSION_COOKIE_AGE: AGE },
    }) as [unknown, string];
    expect(read).toEqual(DATA);
    expect(await engine.load(theirs)).toEqual({ from: "django", ü: [1, null] });
  });
});

test("no half-written file is left behind", () => {
  expect(readdirSync(folder).filter((name) => name.includes("_out_"))).toEqual([]);
  expect(readdirSync(folder).length).toBeGreaterThan(2);
});

test("an expiry is seconds, a date, the browser's closing, or the project's", async () => {
  const session = await Session.open(ENGINES[1]!.engine, settings, undefined);
  const now = new Date("2026-01-01T00:00:00Z");
  expect(session.expiryAge(now)).toBe(AGE);
  session.setExpiry(60);
  expect(session.expiryDate(now)).toEqual(new Date("2026-01-01T00:01:00Z"));
  session.setExpiry(new Date("2026-01-01T00:00:30.5Z"));
  expect(session.expiryAge(now)).toBe(30);
  session.setExpiry(0);
  expect(session.expiresAtBrowserClose).toBe(true);
  expect(session.expiryAge(now)).toBe(AGE);
  session.setExpiry(null);
  expect(session.expiresAtBrowserClose).toBe(false);
});
