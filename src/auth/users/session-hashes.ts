import { valueToWire } from "../../orm/query/wire.ts";
import { askPython } from "../python.ts";
import { auth } from "../runtime.ts";
import { sessionAuthHash } from "../session-hash.ts";
import { userColumn } from "./rows.ts";
import type { User } from "./user.ts";

export interface SessionHashes {
  /** What a session of this user holds as long as the password is the same. */
  readonly current: string;
  /** The same, made with SECRET_KEY_FALLBACKS. */
  readonly fallbacks: readonly string[];
}

/** `AbstractBaseUser.get_session_auth_hash` and its fallbacks; asked of Python where the project has its own. */
export async function sessionHashes(user: User): Promise<SessionHashes> {
  const { users, keys, bridge } = auth();
  if (users.python.sessionHash !== null) {
    const [current = "", ...fallbacks] = await askPython<string[]>(
      bridge,
      "session_hashes",
      valueToWire(user.pk),
    );
    return { current, fallbacks };
  }
  const password = userColumn(user, "password") as string;
  return {
    current: sessionAuthHash(password, keys.key),
    fallbacks: keys.fallbackKeys.map((key) => sessionAuthHash(password, key)),
  };
}
