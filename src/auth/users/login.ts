import { BackendNotGiven } from "../../errors/auth.ts";
import { DateTime } from "../../orm/fields/datetime.ts";
import { constantTimeCompare } from "../crypto.ts";
import { auth } from "../runtime.ts";
import type { Session } from "../sessions/session.ts";
import { backendOf } from "./backend-of.ts";
import type { Client } from "./client.ts";
import { BACKEND_KEY, HASH_KEY, USER_KEY } from "./keys.ts";
import { sessionUserId, updateUser } from "./rows.ts";
import { sessionHashes } from "./session-hashes.ts";
import { sendSignal } from "./signals.ts";
import type { User } from "./user.ts";

export interface LoginOptions {
  /** Dotted path; needed where there are several and the user does not come from `authenticate()`. */
  readonly backend?: string;
  readonly client?: Client;
}

/**
 * Puts a user into a session, under a new key (`django.contrib.auth.login`).
 *
 * @throws BackendNotGiven
 */
export async function loginSession(
  session: Session,
  user: User,
  { backend, client }: LoginOptions = {},
): Promise<void> {
  const path = backend ?? backendOf.get(user) ?? onlyBackend();
  const { current } = await sessionHashes(user);
  if (session.has(USER_KEY)) {
    const hash = session.get(HASH_KEY);
    const isSame =
      session.get(USER_KEY) === sessionUserId(user) &&
      constantTimeCompare(typeof hash === "string" ? hash : "", current);
    // What another user left in the session is not for this one.
    if (!isSame) await session.flush();
  } else await session.cycleKey();
  session.set(USER_KEY, sessionUserId(user));
  session.set(BACKEND_KEY, path);
  session.set(HASH_KEY, current);
  // With receivers of the project's, Python sends the signal, and Django's own update_last_login hears it there.
  if (!(await sendSignal("user_logged_in", user, session, client)) && auth().users.lastLogin)
    await updateUser(user, { last_login: new DateTime(Date.now()) });
}

/** Ends a session with all that is in it (`django.contrib.auth.logout`). */
export async function logoutSession(session: Session, user: User | null, client?: Client): Promise<void> {
  await sendSignal("user_logged_out", user, session, client);
  await session.flush();
}

function onlyBackend(): string {
  const { backends } = auth().users;
  const [first] = backends;
  if (first !== undefined && backends.length === 1) return first.path;
  throw new BackendNotGiven(
    "AUTHENTICATION_BACKENDS has several entries, and the user does not come from authenticate(): " +
      `say by which one, login(session, user, { backend: "${first?.path}" })`,
  );
}
