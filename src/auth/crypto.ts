import { createHash, createHmac, createSecretKey, randomInt, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";

export const ASCII_LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Whether two strings are equal, in a time that does not tell where they differ (`django.utils.crypto.constant_time_compare`). */
export function constantTimeCompare(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * HMAC of `value` with a key made from `keySalt` and `secret` (`django.utils.crypto.salted_hmac`).
 *
 * @param algorithm a hash name that OpenSSL knows; Django's default is "sha1", its callers mostly say "sha256"
 */
export function saltedHmac(
  keySalt: string | Uint8Array,
  value: string | Uint8Array,
  secret: string | Uint8Array,
  algorithm: string,
): Buffer {
  return createHmac(algorithm, derivedKey(keySalt, secret, algorithm))
    .update(value)
    .digest();
}

/** Salts and secrets are the project's, a handful; making a key object of them costs more than the HMAC itself. */
const derivedKeys = new Map<string, KeyObject>();
const MOST_KEYS = 100;

function derivedKey(keySalt: string | Uint8Array, secret: string | Uint8Array, algorithm: string): KeyObject {
  const name =
    typeof keySalt === "string" && typeof secret === "string"
      ? JSON.stringify([algorithm, keySalt, secret])
      : null;
  const known = name === null ? undefined : derivedKeys.get(name);
  if (known !== undefined) return known;
  const key = createSecretKey(createHash(algorithm).update(keySalt).update(secret).digest());
  if (derivedKeys.size >= MOST_KEYS) derivedKeys.clear();
  if (name !== null) derivedKeys.set(name, key);
  return key;
}

/** A random string from a cryptographic source (`django.utils.crypto.get_random_string`). */
export function randomString(length: number, alphabet: string = ASCII_LETTERS_AND_DIGITS): string {
  let result = "";
  for (let index = 0; index < length; index++) result += alphabet[randomInt(alphabet.length)];
  return result;
}
