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

/** Sessions, users or permissions were asked for in a process that no project was given to. */
export class AuthNotStarted extends BridgeError {
  override readonly code = "AUTH_NOT_STARTED";
}

/** The project has no users, or users without permissions. */
export class AuthNotInstalled extends BridgeError {
  override readonly code = "AUTH_NOT_INSTALLED";
}

/** The project keeps its sessions in a way that cannot be read here. */
export class SessionsUnsupported extends BridgeError {
  override readonly code = "SESSIONS_UNSUPPORTED";
}

/** Several AUTHENTICATION_BACKENDS, and `login()` was not told by which of them the user came. */
export class BackendNotGiven extends BridgeError {
  override readonly code = "AUTH_BACKEND_NOT_GIVEN";
}

/** The user may not do this (`django.core.exceptions.PermissionDenied`). */
export class PermissionDenied extends BridgeError {
  override readonly code: string = "PERMISSION_DENIED";
  override readonly status = 403;
}

/** An unsafe request by session without the proof that it comes from the project's own pages. */
export class CsrfFailed extends PermissionDenied {
  override readonly code = "CSRF_FAILED";
}
