import { describe, expect, test } from "vitest";
import type { SessionData } from "../../src/auth/sessions/codec.ts";
import type { SessionEngine } from "../../src/auth/sessions/engine.ts";
import { sessionExpiryDate } from "../../src/auth/sessions/expiry.ts";
import { Session } from "../../src/auth/sessions/session.ts";
import { SessionInterrupted } from "../../src/errors/auth.ts";
import { djangoPython } from "../support/python.ts";

export const AGE = 1000;
const settings = { SESSION_COOKIE_AGE: AGE, SESSION_EXPIRE_AT_BROWSER_CLOSE: false };
const DATA = { _auth_user_id: "7", cart: [1, 2], ünïcode: "€" };

export interface EngineCase {
  /** Of django.contrib.sessions.backends. */
  readonly module: string;
  readonly engine: () => SessionEngine;
  /** Data lies with the client: a key cannot be withdrawn. */
  readonly stateless: boolean;
  /** Runs Python where `Store` is Django's engine over the same sessions; answers `answer`. */
  readonly django: (code: string, given: unknown) => unknown;
}

const createIn = async (engine: SessionEngine, data: SessionData): Promise<string> =>
  await engine.create(data, expiry(data));
const updateIn = async (engine: SessionEngine, key: string, data: SessionData): Promise<string> =>
  await engine.update(key, data, expiry(data));
const expiry = (data: SessionData): Date => sessionExpiryDate(data, new Date(), AGE);

/** What every engine does, whoever keeps the sessions. */
export function sessionContract({ module, engine: open, stateless, django }: EngineCase): void {
  describe(module, () => {
    test("keeps what is created, and what is changed", async () => {
      const key = await createIn(open(), DATA);
      expect(await open().load(key)).toEqual(DATA);
      const next = await updateIn(open(), key, { other: 1 });
      expect(await open().load(next)).toEqual({ other: 1 });
    });

    test("a key that nobody made loads nothing", async () => {
      expect(await open().load("0123456789abcdef0123456789abcdef")).toBeNull();
      expect(await open().load("../../../../etc/passwd")).toBeNull();
    });

    test("an own expiry in the past ends it", async () => {
      const key = await createIn(open(), { ...DATA, _session_expiry: "2001-01-01T00:00:00+00:00" });
      // Django's signed cookies do not look at it either (ticket 19201).
      expect(await open().load(key)).toEqual(stateless ? expect.anything() : null);
    });

    test("a deleted session is gone, and cannot be changed; one that lies with the client can", async () => {
      const key = await createIn(open(), DATA);
      await open().delete(key);
      if (stateless) {
        expect(await open().load(key)).toEqual(DATA);
        expect(await open().load(await updateIn(open(), key, {}))).toEqual({});
      } else {
        expect(await open().load(key)).toBeNull();
        await expect(updateIn(open(), key, {})).rejects.toThrow(SessionInterrupted);
      }
    });

    test("a session lives through log-in, change and flush", async () => {
      const session = await Session.open(open(), settings, undefined);
      expect(session.isEmpty).toBe(true);
      session.set("cart", [1]);
      await session.save();
      const before = session.key as string;
      const again = await Session.open(open(), settings, before);
      expect(again.get("cart")).toEqual([1]);
      expect(again.modified).toBe(false);
      again.set("user", 1);
      await again.cycleKey();
      expect((await Session.open(open(), settings, again.key as string)).keys()).toEqual(["cart", "user"]);
      if (!stateless) {
        expect(again.key).not.toBe(before);
        expect((await Session.open(open(), settings, before)).isEmpty).toBe(true);
      }
      await again.flush();
      expect(again.isEmpty).toBe(true);
    });

    test.skipIf(djangoPython === null)("Django reads it, and it what Django writes", async () => {
      const code = `
ours = Store(given["key"])
theirs = Store()
theirs.update({"from": "django", "ü": [1, None], "$": {"$": 1}})
theirs.save()
answer = [dict(ours.items()), theirs.session_key]
`;
      const data = { ...DATA, $: "a dollar" };
      const [read, theirs] = django(code, { key: await createIn(open(), data) }) as [unknown, string];
      expect(read).toEqual(data);
      expect(await open().load(theirs)).toEqual({ from: "django", ü: [1, null], $: { $: 1 } });
    });
  });
}
