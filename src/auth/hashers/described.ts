import { z } from "zod";
import { UnknownHasher } from "../../errors/auth.ts";
import type { PythonBridge } from "../../manifest/bridge.ts";
import type { AuthDescription } from "../../manifest/schema.ts";
import { askPython } from "../python.ts";
import { argon2Hasher, HAS_ARGON2 } from "./argon2.ts";
import type { PasswordHasher } from "./hasher.ts";
import { isUsablePassword, makePassword, verifyPassword } from "./passwords.ts";
import type { PasswordVerdict } from "./passwords.ts";
import { pbkdf2Hasher } from "./pbkdf2.ts";
import { scryptHasher } from "./scrypt.ts";

export type HasherDescription = AuthDescription["hashers"][number];

/** Passwords as the project's PASSWORD_HASHERS make and check them. */
export interface Passwords {
  /** `django.contrib.auth.hashers.make_password`; null makes one that never matches. */
  make(password: string | null): Promise<string>;
  /** `django.contrib.auth.hashers.verify_password`; null (no user) costs as much as a wrong password. */
  verify(password: string, encoded: string | null): Promise<PasswordVerdict>;
}

const DJANGO = "django.contrib.auth.hashers";
const iterations = z.object({ iterations: z.int() });
const scrypt = z.object({ work_factor: z.int(), block_size: z.int(), parallelism: z.int() });
const argon2 = z.object({ time_cost: z.int(), memory_cost: z.int(), parallelism: z.int() });

const NATIVE: Readonly<
  Record<string, (parameters: HasherDescription["parameters"]) => PasswordHasher | null>
> = {
  [`${DJANGO}.PBKDF2PasswordHasher`]: (given) =>
    pbkdf2Hasher("pbkdf2_sha256", iterations.parse(given).iterations),
  [`${DJANGO}.PBKDF2SHA1PasswordHasher`]: (given) =>
    pbkdf2Hasher("pbkdf2_sha1", iterations.parse(given).iterations),
  [`${DJANGO}.ScryptPasswordHasher`]: (given) => scryptHasher(scrypt.parse(given)),
  [`${DJANGO}.Argon2PasswordHasher`]: (given) => (HAS_ARGON2 ? argon2Hasher(argon2.parse(given)) : null),
};

/** A hasher that runs here; null: in Python only (bcrypt, a project's own). */
export function nativeHasher({ className, parameters }: HasherDescription): PasswordHasher | null {
  return NATIVE[className]?.(parameters) ?? null;
}

/** The hashers of a project: here where they can be, else in a worker. */
export function createPasswords(described: readonly HasherDescription[], bridge: PythonBridge): Passwords {
  const native = described.map(nativeHasher);
  const preferred = native[0] ?? null;
  const others = native.slice(1).filter((hasher) => hasher !== null);

  const python = <T extends string | { correct: boolean; mustUpdate: boolean }>(
    algorithm: string,
    name: string,
    ...args: readonly (string | null)[]
  ): Promise<T> => {
    if (bridge.available) return askPython<T>(bridge, name, ...args);
    throw new UnknownHasher(
      `Passwords of "${algorithm}" need Python, and this process has none. Hashers that need none: PBKDF2, scrypt, argon2`,
    );
  };

  return {
    async make(password) {
      if (preferred !== null) return makePassword(password, [preferred]);
      return python<string>(described[0]?.algorithm ?? "", "make_password", password);
    },
    async verify(password, encoded) {
      const algorithm = encoded?.split("$", 1)[0] ?? "";
      const index = isUsablePassword(encoded) ? described.findIndex((one) => one.algorithm === algorithm) : 0;
      if (preferred !== null && (index === -1 || native[index] !== null))
        return verifyPassword(password, encoded, [preferred, ...others]);
      if (encoded === null) {
        // Django hashes for nobody, so that the time does not tell that there is no such user.
        await python<string>(described[0]?.algorithm ?? "", "make_password", password);
        return { correct: false, mustUpdate: false };
      }
      return python<{ correct: boolean; mustUpdate: boolean }>(
        algorithm,
        "verify_password",
        password,
        encoded,
      );
    },
  };
}
