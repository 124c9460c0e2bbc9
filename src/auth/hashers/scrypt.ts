import { scrypt } from "node:crypto";
import type { ScryptOptions } from "node:crypto";
import { constantTimeCompare } from "../crypto.ts";
import { newSalt } from "./hasher.ts";
import type { PasswordHasher } from "./hasher.ts";

/** `ScryptPasswordHasher`'s class attributes. */
export interface ScryptParameters {
  readonly work_factor: number;
  readonly block_size: number;
  readonly parallelism: number;
}

const HASH_BYTES = 64;

function derive(password: string, salt: string, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function decode(encoded: string): { salt: string; used: ScryptParameters } {
  const [, cost, salt = "", blockSize, parallelism] = encoded.split("$");
  const used = {
    work_factor: Number(cost),
    block_size: Number(blockSize),
    parallelism: Number(parallelism),
  };
  return { salt, used };
}

/** Stored as `scrypt$work_factor$salt$block_size$parallelism$base64`. */
export function scryptHasher(parameters: ScryptParameters): PasswordHasher {
  const encode = async (password: string, salt: string, used: ScryptParameters): Promise<string> => {
    const { work_factor: cost, block_size: blockSize, parallelism: parallelization } = used;
    // Django gives OpenSSL no limit (maxmem=0); Node's default of 32 MiB is less than Django's own parameters need.
    const maxmem = 132 * cost * blockSize * parallelization + 1024 * 1024;
    const hash = await derive(password, salt, { cost, blockSize, parallelization, maxmem });
    return `scrypt$${cost}$${salt}$${blockSize}$${parallelization}$${hash.toString("base64")}`;
  };

  return {
    algorithm: "scrypt",
    encode: (password, salt = newSalt()) => encode(password, salt, parameters),
    async verify(password, encoded) {
      const { salt, used } = decode(encoded);
      return constantTimeCompare(encoded, await encode(password, salt, used));
    },
    mustUpdate(encoded) {
      const { used } = decode(encoded);
      return (
        used.work_factor !== parameters.work_factor ||
        used.block_size !== parameters.block_size ||
        used.parallelism !== parameters.parallelism
      );
    },
    // Django's ScryptPasswordHasher.harden_runtime does nothing: the work factor is no count of rounds.
    hardenRuntime: () => Promise.resolve(),
  };
}
