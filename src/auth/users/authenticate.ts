import { valueToWire } from "../../orm/query/wire.ts";
import type { AuthDescription } from "../../manifest/schema.ts";
import { askPython } from "../python.ts";
import { auth } from "../runtime.ts";
import { backendOf } from "./backend-of.ts";
import { clientToWire } from "./client.ts";
import type { Client } from "./client.ts";
import type { Credentials } from "./credentials.ts";
import { findUser, updateUser, userColumn } from "./rows.ts";
import { sendLoginFailed } from "./signals.ts";
import type { User } from "./user.ts";

type Backend = AuthDescription["backends"][number];

/**
 * The user of these credentials, as AUTHENTICATION_BACKENDS answer one after another; null when none knows them
 * (`django.contrib.auth.authenticate`). A wrong user name takes as long as a wrong password.
 *
 * @example
 * const user = await authenticate({ username, password });
 * if (user === null) throw new HTTPException(400, "Unknown user name or wrong password");
 * @throws UnknownHasher, PythonUnavailable where the stored password or a backend needs a Python that is not there
 */
export async function authenticate(credentials: Credentials, client?: Client): Promise<User | null> {
  for (const backend of auth().users.backends) {
    const answer = isModelBackend(backend)
      ? { user: await byModel(backend, credentials), denied: false }
      : await byPython(backend, credentials, client);
    if (answer.denied) break;
    if (answer.user !== null) {
      backendOf.set(answer.user, backend.path);
      return answer.user;
    }
  }
  await sendLoginFailed(credentials, client);
  return null;
}

function isModelBackend(backend: Backend): boolean {
  const { python, isActive } = auth().users;
  return backend.authenticate === "model" && python.authenticate === null && isActive !== "python";
}

/** `ModelBackend.authenticate` */
async function byModel(backend: Backend, credentials: Credentials): Promise<User | null> {
  const { usernameField, isActive } = auth().users;
  const username = credentials["username"] ?? credentials[usernameField];
  const password = credentials["password"];
  if (typeof username !== "string" || typeof password !== "string") return null;
  const user = await findUser(usernameField, username);
  const stored = user === null ? null : (userColumn(user, "password") as string);
  const { correct, mustUpdate } = await auth().passwords.verify(password, stored);
  if (user === null || !correct) return null;
  // Another hasher or work factor is preferred by now (`AbstractBaseUser.check_password`'s setter).
  if (mustUpdate) await updateUser(user, { password: await auth().passwords.make(password) });
  const isAllowed = backend.allowsInactive || isActive === "always" || userColumn(user, "is_active") === true;
  return isAllowed ? user : null;
}

async function byPython(
  backend: Backend,
  credentials: Credentials,
  client: Client | undefined,
): Promise<{ user: User | null; denied: boolean }> {
  const { pk, denied } = await askPython<{ pk: number | string | null; denied: boolean }>(
    auth().bridge,
    "authenticate",
    backend.path,
    valueToWire(credentials),
    clientToWire(client),
  );
  return { user: pk === null ? null : await findUser("pk", pk), denied };
}
