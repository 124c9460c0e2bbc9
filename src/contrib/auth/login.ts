import type { Session } from "../../auth/sessions/session.ts";
import * as users from "../../auth/users/authenticate.ts";
import type { Credentials } from "../../auth/users/credentials.ts";
import { loginSession, logoutSession } from "../../auth/users/login.ts";
import { getSessionUser } from "../../auth/users/get-user.ts";
import type { User } from "../../auth/users/user.ts";
import { RequestAuth } from "./request-auth.ts";

/**
 * The user of these credentials; null when no backend of AUTHENTICATION_BACKENDS knows them. With the session,
 * backends and receivers of the project's own see who asks.
 *
 * @throws UnknownHasher, PythonUnavailable
 */
export function authenticate(credentials: Credentials, session?: Session): Promise<User | null> {
  return users.authenticate(credentials, session && RequestAuth.ofSession(session)?.client);
}

/**
 * Logs a user in (`django.contrib.auth.login`): here and on every page of Django's. The session gets a new key, the
 * client a new CSRF cookie.
 *
 * @example
 * api.post("/login", { args: { session, credentials: body(Credentials) } }, async ({ session, credentials }) => {
 *   const user = await authenticate(credentials, session);
 *   if (user === null) throw new HTTPException(400, "Unknown user name or wrong password");
 *   await login(session, user);
 * });
 * @throws BackendNotGiven
 */
export async function login(
  session: Session,
  user: User,
  options: { readonly backend?: string } = {},
): Promise<void> {
  const request = RequestAuth.ofSession(session);
  await loginSession(session, user, { ...options, ...(request && { client: request.client }) });
  request?.setUser(user);
  request?.csrf.rotate();
}

/** Logs out (`django.contrib.auth.logout`): the session ends with all that is in it, here and for Django. */
export async function logout(session: Session): Promise<void> {
  const request = RequestAuth.ofSession(session);
  const user = request === undefined ? await getSessionUser(session) : await request.user();
  await logoutSession(session, user, request?.client);
  request?.setUser(null);
}
