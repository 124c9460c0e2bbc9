import { BridgeError } from "./base.ts";

/** A signed value whose signature is not ours, or that is no signed value (`django.core.signing.BadSignature`). */
export class BadSignature extends BridgeError {
  override readonly code: string = "BAD_SIGNATURE";
  override readonly status = 400;
}

/** The signature is right and too old (`django.core.signing.SignatureExpired`). */
export class SignatureExpired extends BadSignature {
  override readonly code = "SIGNATURE_EXPIRED";
}

/** A session row was deleted while a request that changed it was under way (`SessionInterrupted`). */
export class SessionInterrupted extends BridgeError {
  override readonly code = "SESSION_INTERRUPTED";
  override readonly status = 400;
}

/** A stored password names an algorithm that no native hasher knows. */
export class UnknownHasher extends BridgeError {
  override readonly code = "UNKNOWN_HASHER";
}
