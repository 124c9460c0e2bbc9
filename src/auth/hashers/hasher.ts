import { ASCII_LETTERS_AND_DIGITS, randomString } from "../crypto.ts";

/** A password algorithm with its work factor (`django.contrib.auth.hashers.BasePasswordHasher`). It runs off the event loop. */
export interface PasswordHasher {
  /** First part of what is stored: "pbkdf2_sha256". */
  readonly algorithm: string;
  /** What the database stores; with a new salt when none is given. */
  encode(password: string, salt?: string): Promise<string>;
  verify(password: string, encoded: string): Promise<boolean>;
  /** Whether a password that was right should be stored anew: another work factor, a short salt. */
  mustUpdate(encoded: string): boolean;
  /** Spends the time by which the stored work factor is less than ours, so that a wrong password does not tell. */
  hardenRuntime(password: string, encoded: string): Promise<void>;
}

/** Bits a salt should hold (`BasePasswordHasher.salt_entropy`). */
const SALT_ENTROPY = 128;
const BITS_PER_CHARACTER = Math.log2(ASCII_LETTERS_AND_DIGITS.length);

export function newSalt(): string {
  return randomString(Math.ceil(SALT_ENTROPY / BITS_PER_CHARACTER));
}

/** `must_update_salt` */
export function isShortSalt(salt: string): boolean {
  return salt.length * BITS_PER_CHARACTER < SALT_ENTROPY;
}
