import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fileEngine } from "../../src/auth/sessions/file.ts";
import { Session } from "../../src/auth/sessions/session.ts";
import { signedCookiesEngine } from "../../src/auth/sessions/signed-cookies.ts";
import { askPython } from "../support/python.ts";
import { DJANGO } from "./oracle.ts";
import { AGE, sessionContract } from "./session-contract.ts";

const keys = { key: "a key for session tests", fallbackKeys: [] };
const folder = mkdtempSync(join(tmpdir(), "sessions-"));
afterAll(() => rmSync(folder, { recursive: true }));

const settings = { SESSION_COOKIE_AGE: AGE, SESSION_EXPIRE_AT_BROWSER_CLOSE: false };

const fileSessions = fileEngine({ keys, folder, prefix: "sessionid", cookieAge: AGE });
const signedCookies = signedCookiesEngine(keys, AGE);

/** Django by itself: neither engine needs a project. */
function django(module: string): (code: string, given: unknown) => unknown {
  const store = `
from importlib import import_module
Store = import_module("django.contrib.sessions.backends.${module}").SessionStore
`;
  return (code, given) =>
    askPython(DJANGO.replaceAll('given["key"]', 'given["secret"]') + store + code, {
      ...(given as object),
      secret: keys.key,
      settings: { SESSION_FILE_PATH: folder, SESSION_COOKIE_AGE: AGE },
    });
}

sessionContract({ module: "file", engine: () => fileSessions, stateless: false, django: django("file") });
sessionContract({
  module: "signed_cookies",
  engine: () => signedCookies,
  stateless: true,
  django: django("signed_cookies"),
});

test("no half-written file is left behind", () => {
  expect(readdirSync(folder).filter((name) => name.includes("_out_"))).toEqual([]);
  expect(readdirSync(folder).length).toBeGreaterThan(2);
});

test("an expiry is seconds, a date, the browser's closing, or the project's", async () => {
  const session = await Session.open(signedCookies, settings, undefined);
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
