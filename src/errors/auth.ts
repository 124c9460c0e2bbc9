import { HTTPException } from "./api.ts";
import type { HTTPExceptionOptions } from "./api.ts";
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

export interface AuthenticationFailedOptions extends HTTPExceptionOptions {
  /** A word for programs, beside the text: simplejwt's "token_not_valid". */
  readonly reason?: string;
  /** What is wrong in detail, as simplejwt lists it. */
  readonly messages?: readonly unknown[];
}

/**
 * The request says who asks, and what it says is wrong (`rest_framework.exceptions.AuthenticationFailed`): 401, with the
 * challenge of the operation's first authentication scheme.
 */
export class AuthenticationFailed extends HTTPException {
  override readonly code: string = "AUTHENTICATION_FAILED";
  readonly reason: string | null;
  readonly messages: readonly unknown[] | null;

  constructor(detail = "Incorrect authentication credentials.", options: AuthenticationFailedOptions = {}) {
    const { reason = null, messages = null, ...others } = options;
    super(401, detail, others);
    this.reason = reason;
    this.messages = messages;
  }

  /** As simplejwt's clients read it. */
  override get content(): Readonly<Record<string, unknown>> {
    return {
      detail: this.detail,
      ...(this.reason !== null && { code: this.reason }),
      ...(this.messages !== null && { messages: this.messages }),
    };
  }

  /** The same with another challenge. */
  challenging(challenge: string): AuthenticationFailed {
    const { reason, messages } = this;
    return new AuthenticationFailed(this.detail as string, {
      headers: { ...this.headers, "www-authenticate": challenge },
      ...(reason !== null && { reason }),
      ...(messages !== null && { messages }),
      cause: this,
    });
  }
}

/** A JSON web token that is not to be believed; the text is simplejwt's, and holds nothing of the token. */
export class TokenError extends BridgeError {
  override readonly code = "TOKEN_ERROR";
  override readonly status = 401;
}

/** SIMPLE_JWT, or the project around it, asks for what can only be done in Python, or lacks a key. */
export class TokensUnsupported extends BridgeError {
  override readonly code = "TOKENS_UNSUPPORTED";
}
