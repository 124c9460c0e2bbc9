import { dumps, loads } from "../signing.ts";
import type { SigningKeys } from "../signing.ts";
import type { SessionData } from "./codec.ts";
import type { SessionEngine } from "./engine.ts";

/** `django.contrib.sessions.backends.signed_cookies`: the key is the data, signed. */
const SALT = "django.contrib.sessions.backends.signed_cookies";

/** @param maxAge SESSION_COOKIE_AGE in seconds: how old a cookie may be; a session's own expiry does not count here, as in Django */
export function signedCookiesEngine(keys: SigningKeys, maxAge: number): SessionEngine {
  const write = (data: SessionData): string => dumps(data, { ...keys, salt: SALT, compress: true });
  return {
    load(key) {
      try {
        return loads(key, { ...keys, salt: SALT, maxAge }) as SessionData;
      } catch {
        return null;
      }
    },
    create: write,
    update: (_key, data) => write(data),
    delete: () => undefined,
  };
}
