import { randomString } from "../crypto.ts";
import type { PasswordHasher } from "./hasher.ts";

/** `UNUSABLE_PASSWORD_PREFIX` and `_SUFFIX_LENGTH` */
const UNUSABLE_PREFIX = "!";
const UNUSABLE_SUFFIX_LENGTH = 40;

/** The hashers of PASSWORD_HASHERS in their order: the first one makes new passwords. Never empty. */
export type PasswordHashers = readonly [preferred: PasswordHasher, ...others: PasswordHasher[]];

export interface PasswordVerdict {
  readonly correct: boolean;
  /** The password was right, or might be, and should be stored anew by the preferred hasher. */
  readonly mustUpdate: boolean;
}

export function isUsablePassword(encoded: string | null): boolean {
  return encoded !== null && !encoded.startsWith(UNUSABLE_PREFIX);
}

/** A password as the database stores it; `null` makes one that never matches (`make_password`). */
export function makePassword(password: string | null, [preferred]: PasswordHashers): Promise<string> {
  return password === null
    ? Promise.resolve(UNUSABLE_PREFIX + randomString(UNUSABLE_SUFFIX_LENGTH))
    : preferred.encode(password);
}

/**
 * Whether a password is the stored one (`django.contrib.auth.hashers.verify_password`). An unusable or unknown stored value,
 * and a user that does not exist (`encoded` null), cost as much time as a wrong password.
 */
export async function verifyPassword(
  password: string,
  encoded: string | null,
  hashers: PasswordHashers,
): Promise<PasswordVerdict> {
  const [preferred] = hashers;
  const algorithm = encoded?.split("$", 1)[0];
  const hasher = isUsablePassword(encoded) ? hashers.find((one) => one.algorithm === algorithm) : undefined;
  if (encoded === null || hasher === undefined) {
    await preferred.encode(randomString(UNUSABLE_SUFFIX_LENGTH));
    return { correct: false, mustUpdate: false };
  }
  const changed = hasher.algorithm !== preferred.algorithm;
  const mustUpdate = changed || preferred.mustUpdate(encoded);
  const correct = await hasher.verify(password, encoded);
  if (!correct && !changed && mustUpdate) await hasher.hardenRuntime(password, encoded);
  return { correct, mustUpdate };
}
