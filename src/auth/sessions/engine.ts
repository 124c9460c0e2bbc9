import type { MaybePromise } from "../../util/maybe-promise.ts";
import { randomString } from "../crypto.ts";
import type { SessionData } from "./codec.ts";

/**
 * Where sessions are kept: one implementation for each of Django's engines, all held to one contract
 * (tests/auth/session-engines.test.ts).
 */
export interface SessionEngine {
  /** The data under a key; null when there is none or it expired. */
  load(key: string): MaybePromise<SessionData | null>;
  /** Stores data under a new key and answers it. */
  create(data: SessionData, expires: Date): MaybePromise<string>;
  /**
   * Stores data under a key that exists and answers the key to use from now on (another one where the key is the data).
   *
   * @throws SessionInterrupted when somebody deleted the session meanwhile
   */
  update(key: string, data: SessionData, expires: Date): MaybePromise<string>;
  delete(key: string): MaybePromise<void>;
}

/** `VALID_KEY_CHARS` and the length of `SessionBase._get_new_session_key`. */
const KEY_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const KEY_LENGTH = 32;
const SHORTEST_KEY = 8;

export function newSessionKey(): string {
  return randomString(KEY_LENGTH, KEY_CHARACTERS);
}

/** `SessionBase._validate_session_key`: a shorter key is as good as none. */
export function isSessionKey(key: string | undefined): key is string {
  return key !== undefined && key.length >= SHORTEST_KEY;
}

/** Keys that Django's file engine accepts as part of a file name. */
export function isPlainKey(key: string): boolean {
  return /^[a-z0-9]+$/.test(key);
}
