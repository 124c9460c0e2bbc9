import { dumps, loads } from "../signing.ts";
import type { SigningKeys } from "../signing.ts";

export type SessionData = Record<string, unknown>;

/** `SessionBase.key_salt`: by the class's name, which is SessionStore in every engine of Django's. */
const KEY_SALT = "django.contrib.sessions.SessionStore";

/** Session data as the db, file and cache engines store it (`SessionBase.encode` with the JSON serializer). */
export function encodeSession(data: SessionData, keys: SigningKeys): string {
  return dumps(data, { ...keys, salt: KEY_SALT, compress: true });
}

/** The reverse; a value that nobody of ours signed is an empty session, as in `SessionBase.decode`. */
export function decodeSession(text: string, keys: SigningKeys): SessionData {
  try {
    return loads(text, { ...keys, salt: KEY_SALT }) as SessionData;
  } catch {
    return {};
  }
}
