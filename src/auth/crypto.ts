import { createHash, createHmac, randomInt, timingSafeEqual } from "node:crypto";

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
  const key = createHash(algorithm).update(keySalt).update(secret).digest();
  return createHmac(algorithm, key).update(value).digest();
}

/** A random string from a cryptographic source (`django.utils.crypto.get_random_string`). */
export function randomString(length: number, alphabet: string = ASCII_LETTERS_AND_DIGITS): string {
  let result = "";
  for (let index = 0; index < length; index++) result += alphabet[randomInt(alphabet.length)];
  return result;
}
