import { valueToWire } from "../../orm/query/wire.ts";
import { constantTimeCompare } from "../crypto.ts";
import { askPython } from "../python.ts";
import { auth } from "../runtime.ts";
import type { Session } from "../sessions/session.ts";
import { backendOf } from "./backend-of.ts";
import { BACKEND_KEY, HASH_KEY, USER_KEY } from "./keys.ts";
import { findUser, userColumn } from "./rows.ts";
import { sessionHashes } from "./session-hashes.ts";
import type { User } from "./user.ts";

/**
 * The user of a session (`django.contrib.auth.get_user`): null when nobody is logged in, the user is gone or inactive,
 * or the password was changed since, which ends the session.
 */
export async function getSessionUser(session: Session): Promise<User | null> {
  const id = session.get(USER_KEY);
  const path = session.get(BACKEND_KEY);
  if (typeof id !== "string" || typeof path !== "string") return null;
  const user = await byBackend(path, id);
  if (user === null || !(await isVerified(session, user))) return null;
  backendOf.set(user, path);
  return user;
}

/** The backend's `get_user`; a backend that is not configured any more lets nobody in. */
async function byBackend(path: string, id: string): Promise<User | null> {
  const { backends, isActive } = auth().users;
  const backend = backends.find((one) => one.path === path);
  if (backend === undefined) return null;
  if (backend.getUser === "python" || isActive === "python") {
    const isAllowed = await askPython<boolean>(auth().bridge, "get_user", path, valueToWire(id));
    return isAllowed ? findUser("pk", id) : null;
  }
  const user = await findUser("pk", id);
  if (user === null || backend.allowsInactive || isActive === "always") return user;
  return userColumn(user, "is_active") === true ? user : null;
}

/** Whether the session was made with the password that the user has now. */
async function isVerified(session: Session, user: User): Promise<boolean> {
  const held = session.get(HASH_KEY);
  const hash = typeof held === "string" ? held : "";
  const { current, fallbacks } = await sessionHashes(user);
  if (constantTimeCompare(hash, current)) return true;
  if (hash !== "" && fallbacks.some((fallback) => constantTimeCompare(hash, fallback))) {
    await session.cycleKey();
    session.set(HASH_KEY, current);
    return true;
  }
  await session.flush();
  return false;
}
