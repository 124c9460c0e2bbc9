import { createHash } from "node:crypto";
import { InvalidFieldValue } from "../../errors/field-value.ts";
import { valueToWire } from "../../orm/query/wire.ts";
import { askPython } from "../python.ts";
import { auth } from "../runtime.ts";
import { isActiveUser } from "../users/is-active.ts";
import { findUser, userColumn } from "../users/rows.ts";
import type { User } from "../users/user.ts";
import type { Claims } from "./compact.ts";
import { isSimpleJwts } from "./settings.ts";

/** What a token says of its user (`Token.for_user`). */
export function userClaims(user: User): Claims {
  const { settings } = auth().tokens;
  return {
    [settings.USER_ID_CLAIM]: String(userColumn(user, settings.USER_ID_FIELD)),
    ...(settings.CHECK_REVOKE_TOKEN && { [settings.REVOKE_TOKEN_CLAIM]: passwordMark(user) }),
  };
}

/** The user that a token names, whatever they may do; null: there is none. */
export async function userOfClaims(claims: Claims): Promise<User | null> {
  const { USER_ID_FIELD: field, USER_ID_CLAIM: claim } = auth().tokens.settings;
  const id = claims[claim];
  // A number beyond 2^53 was read as another one.
  if (typeof id !== "string" && !Number.isSafeInteger(id)) return null;
  return findUser(field, id).catch((error: unknown) => {
    // No value that the column can have, so nobody's.
    if (error instanceof InvalidFieldValue) return null;
    throw error;
  });
}

/** Whether the password is still the one that the token was made with (CHECK_REVOKE_TOKEN). */
export function isOfPassword(claims: Claims, user: User): boolean {
  return claims[auth().tokens.settings.REVOKE_TOKEN_CLAIM] === passwordMark(user);
}

/** `rest_framework_simplejwt.utils.get_md5_hash_password`: of the stored hash, and only to be compared. */
function passwordMark(user: User): string {
  const stored = userColumn(user, "password") as string;
  return createHash("md5").update(stored).digest("hex").toUpperCase();
}

/** Whether a user may get tokens (USER_AUTHENTICATION_RULE); the project's own rule is asked in a worker. */
export async function mayGetTokens(user: User): Promise<boolean> {
  const { USER_AUTHENTICATION_RULE: rule, CHECK_USER_IS_ACTIVE: checked } = auth().tokens.settings;
  if (!isSimpleJwts(rule)) return askPython<boolean>(auth().bridge, "may_get_tokens", valueToWire(user.pk));
  return !checked || isActiveUser(user);
}
