import { valueToWire } from "../../orm/query/wire.ts";
import { askPython } from "../python.ts";
import { auth } from "../runtime.ts";
import type { Session } from "../sessions/session.ts";
import type { Credentials } from "./credentials.ts";
import { clientToWire } from "./client.ts";
import type { Client } from "./client.ts";
import type { User } from "./user.ts";

/**
 * Runs the project's receivers of `user_logged_in` or `user_logged_out` in a worker, and takes over what they write
 * into the session. False: there are none.
 */
export async function sendSignal(
  name: "user_logged_in" | "user_logged_out",
  user: User | null,
  session: Session,
  client: Client | undefined,
): Promise<boolean> {
  const { receivers } = auth().users;
  const names = name === "user_logged_in" ? receivers.userLoggedIn : receivers.userLoggedOut;
  if (names.length === 0) return false;
  const data = valueToWire(Object.fromEntries(session.keys().map((key) => [key, session.get(key)])));
  const changed = await askPython<{ readonly [key: string]: never } | null>(
    auth().bridge,
    "send_signal",
    name,
    user === null ? null : valueToWire(user.pk),
    data,
    clientToWire(client, session.key),
  );
  if (changed !== null) {
    for (const key of session.keys()) if (!Object.hasOwn(changed, key)) session.delete(key);
    for (const [key, value] of Object.entries(changed)) session.set(key, value);
  }
  return true;
}

/** The project's receivers of `user_login_failed`; secrets are starred out before they see the credentials. */
export async function sendLoginFailed(credentials: Credentials, client: Client | undefined): Promise<void> {
  if (auth().users.receivers.userLoginFailed.length === 0) return;
  await askPython(
    auth().bridge,
    "send_signal",
    "user_login_failed",
    null,
    {},
    clientToWire(client),
    valueToWire(credentials),
  );
}
