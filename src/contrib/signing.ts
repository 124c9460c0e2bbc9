import { auth } from "../auth/runtime.ts";
import * as core from "../auth/signing.ts";

/**
 * `django.core.signing` with the project's SECRET_KEY and SECRET_KEY_FALLBACKS: what is signed here verifies in Django, and
 * the reverse.
 */

/** Keys may be given in place of the project's. */
export type SignerOptions = Partial<core.SignerOptions>;

export interface DumpsOptions extends Partial<core.DumpsOptions> {}

export interface LoadsOptions extends Partial<core.SigningKeys> {
  readonly salt?: string;
  /** Seconds that the signature may be old; without it any age is good. */
  readonly maxAge?: number;
}

/** Signs strings. @example new signing.Signer({ salt: "invitation" }).sign("ada@example.com") */
export class Signer extends core.Signer {
  constructor(options: SignerOptions = {}) {
    super({ ...auth().keys, ...options });
  }
}

/** Signs strings with the time. @example new signing.TimestampSigner().unsign(text, 3600) */
export class TimestampSigner extends core.TimestampSigner {
  constructor(options: SignerOptions = {}) {
    super({ ...auth().keys, ...options });
  }
}

/** A JSON value as a signed, URL-safe string. */
export function dumps(value: unknown, options: DumpsOptions = {}): string {
  return core.dumps(value, { ...auth().keys, ...options });
}

/** Reads what `dumps` wrote. @throws BadSignature, SignatureExpired */
export function loads(signed: string, options: LoadsOptions = {}): unknown {
  return core.loads(signed, { ...auth().keys, ...options });
}
