import { SessionInterrupted } from "../../errors/auth.ts";
import type { SigningKeys } from "../signing.ts";
import { decodeSession, encodeSession } from "./codec.ts";
import { newSessionKey } from "./engine.ts";
import type { SessionEngine } from "./engine.ts";
import { sessionTable } from "./table.ts";

/** `django.contrib.sessions.backends.db`: a row of `django_session` each. */
export function databaseEngine(keys: SigningKeys): SessionEngine {
  const table = sessionTable();
  return {
    async load(key) {
      const text = await table.read(key);
      return text === null ? null : decodeSession(text, keys);
    },
    async create(data, expires) {
      const key = newSessionKey();
      await table.insert({ key, data: encodeSession(data, keys), expires });
      return key;
    },
    async update(key, data, expires) {
      if (!(await table.update({ key, data: encodeSession(data, keys), expires })))
        throw new SessionInterrupted(
          "The session was deleted before the request that changes it was complete",
        );
      return key;
    },
    delete: (key) => table.delete(key),
  };
}
