import * as crypto from "node:crypto";
import { constantTimeCompare } from "../crypto.ts";
import { isShortSalt, newSalt } from "./hasher.ts";
import type { PasswordHasher } from "./hasher.ts";

/** `Argon2PasswordHasher`'s class attributes. */
export interface Argon2Parameters {
  /** Passes. */
  readonly time_cost: number;
  /** KiB. */
  readonly memory_cost: number;
  readonly parallelism: number;
}

interface Argon2Options {
  readonly message: Uint8Array;
  readonly nonce: Uint8Array;
  readonly parallelism: number;
  readonly tagLength: number;
  readonly memory: number;
  readonly passes: number;
}
type Argon2 = (
  algorithm: string,
  options: Argon2Options,
  callback: (error: Error | null, key: Buffer) => void,
) => void;

/** Of node:crypto, from Node 24.7 on; undefined before. */
const argon2 = (crypto as { readonly argon2?: Argon2 }).argon2;

/** Whether this Node can do it; else a worker does. */
export const HAS_ARGON2: boolean = argon2 !== undefined;

/** argon2-cffi's DEFAULT_HASH_LENGTH, and the one version of the algorithm that is used. */
const HASH_BYTES = 32;
const VERSION = 19;
const KIND = "argon2id";

interface Decoded {
  readonly kind: string;
  readonly version: number;
  readonly used: Argon2Parameters;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** "argon2$argon2id$v=19$m=102400,t=2,p=8$salt$hash"; null: another form, which only Python reads. */
function decode(encoded: string): Decoded | null {
  const match = /^argon2\$(argon2(?:id|i|d))\$v=(\d+)\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(
    encoded,
  );
  if (match === null) return null;
  const [, kind = "", version, memory, time, parallelism, salt = "", hash = ""] = match;
  return {
    kind,
    version: Number(version),
    used: { memory_cost: Number(memory), time_cost: Number(time), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

function derive(
  kind: string,
  password: string,
  nonce: Uint8Array,
  { memory_cost: memory, time_cost: passes, parallelism }: Argon2Parameters,
  tagLength: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2?.(
      kind,
      { message: Buffer.from(password), nonce, parallelism, tagLength, memory, passes },
      (error, key) => (error === null || error === undefined ? resolve(key) : reject(error)),
    );
  });
}

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replaceAll("=", "");

/** Stored as `argon2$` and argon2's own form. Ask HAS_ARGON2 first. */
export function argon2Hasher(parameters: Argon2Parameters): PasswordHasher {
  return {
    algorithm: "argon2",
    async encode(password, salt = newSalt()) {
      const nonce = Buffer.from(salt);
      const hash = await derive(KIND, password, nonce, parameters, HASH_BYTES);
      const { memory_cost: m, time_cost: t, parallelism: p } = parameters;
      return `argon2$${KIND}$v=${VERSION}$m=${m},t=${t},p=${p}$${unpadded(nonce)}$${unpadded(hash)}`;
    },
    async verify(password, encoded) {
      const stored = decode(encoded);
      if (stored === null || stored.version !== VERSION) return false;
      const hash = await derive(stored.kind, password, stored.salt, stored.used, stored.hash.length);
      return constantTimeCompare(hash.toString("base64"), stored.hash.toString("base64"));
    },
    mustUpdate(encoded) {
      const stored = decode(encoded);
      if (stored === null) return true;
      const { used } = stored;
      return (
        stored.kind !== KIND ||
        stored.hash.length !== HASH_BYTES ||
        used.memory_cost !== parameters.memory_cost ||
        used.time_cost !== parameters.time_cost ||
        used.parallelism !== parameters.parallelism ||
        isShortSalt(stored.salt.toString("latin1"))
      );
    },
    // As Django's: the runtime is in too many parameters to be filled up.
    hardenRuntime: () => Promise.resolve(),
  };
}
