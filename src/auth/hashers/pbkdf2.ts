import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { constantTimeCompare } from "../crypto.ts";
import { isShortSalt, newSalt } from "./hasher.ts";
import type { PasswordHasher } from "./hasher.ts";

const derive = promisify(pbkdf2);

/** Hash and length in bytes of each variant (PBKDF2PasswordHasher, PBKDF2SHA1PasswordHasher). */
const DIGESTS = {
  pbkdf2_sha256: { digest: "sha256", bytes: 32 },
  pbkdf2_sha1: { digest: "sha1", bytes: 20 },
} as const;

export type Pbkdf2Algorithm = keyof typeof DIGESTS;

function decode(encoded: string): { rounds: number; salt: string } {
  const [, rounds = "", salt = ""] = encoded.split("$");
  return { rounds: Number(rounds), salt };
}

/** Stored as `algorithm$iterations$salt$base64`. */
export function pbkdf2Hasher(algorithm: Pbkdf2Algorithm, iterations: number): PasswordHasher {
  const { digest, bytes } = DIGESTS[algorithm];

  const encode = async (password: string, salt: string, rounds: number): Promise<string> => {
    const hash = await derive(password, salt, rounds, bytes, digest);
    return `${algorithm}$${rounds}$${salt}$${hash.toString("base64")}`;
  };

  return {
    algorithm,
    encode: (password, salt = newSalt()) => encode(password, salt, iterations),
    async verify(password, encoded) {
      const { rounds, salt } = decode(encoded);
      return constantTimeCompare(encoded, await encode(password, salt, rounds));
    },
    mustUpdate(encoded) {
      const { rounds, salt } = decode(encoded);
      return rounds !== iterations || isShortSalt(salt);
    },
    async hardenRuntime(password, encoded) {
      const { rounds, salt } = decode(encoded);
      if (iterations > rounds) await encode(password, salt, iterations - rounds);
    },
  };
}
