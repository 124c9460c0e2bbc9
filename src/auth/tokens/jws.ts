import { constants, createHmac, createSecretKey, sign, timingSafeEqual, verify } from "node:crypto";
import type { KeyObject, SigningOptions } from "node:crypto";

/**
 * Signatures of JSON web tokens (RFC 7515, compact form; algorithms of RFC 7518 and 8037), with the one algorithm that the
 * project uses: the token's own `alg` never chooses.
 */

interface Family {
  readonly hash: string | null;
  readonly options?: SigningOptions;
}

const pss: SigningOptions = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
};
const ecdsa: SigningOptions = { dsaEncoding: "ieee-p1363" };

const HMACS = { HS256: "sha256", HS384: "sha384", HS512: "sha512" } as const;
const KEY_PAIRS = {
  RS256: { hash: "sha256" },
  RS384: { hash: "sha384" },
  RS512: { hash: "sha512" },
  PS256: { hash: "sha256", options: pss },
  PS384: { hash: "sha384", options: pss },
  PS512: { hash: "sha512", options: pss },
  ES256: { hash: "sha256", options: ecdsa },
  ES384: { hash: "sha384", options: ecdsa },
  ES512: { hash: "sha512", options: ecdsa },
  EdDSA: { hash: null },
} as const satisfies Record<string, Family>;

export type HmacAlgorithm = keyof typeof HMACS;
export type KeyPairAlgorithm = keyof typeof KEY_PAIRS;
export type Algorithm = HmacAlgorithm | KeyPairAlgorithm;

export const ALGORITHMS = [...Object.keys(HMACS), ...Object.keys(KEY_PAIRS)] as readonly Algorithm[];

export function isHmac(algorithm: Algorithm): algorithm is HmacAlgorithm {
  return algorithm in HMACS;
}

/** A shared secret as a key. */
export function secretKey(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret));
}

export function signature(input: string, algorithm: Algorithm, key: KeyObject): Buffer {
  if (isHmac(algorithm)) return createHmac(HMACS[algorithm], key).update(input).digest();
  const { hash, options }: Family = KEY_PAIRS[algorithm];
  return sign(hash, Buffer.from(input), { key, ...options });
}

export function isSignature(given: Buffer, input: string, algorithm: Algorithm, key: KeyObject): boolean {
  if (isHmac(algorithm)) {
    const right = signature(input, algorithm, key);
    return right.length === given.length && timingSafeEqual(right, given);
  }
  const { hash, options }: Family = KEY_PAIRS[algorithm];
  return verify(hash, Buffer.from(input), { key, ...options }, given);
}
