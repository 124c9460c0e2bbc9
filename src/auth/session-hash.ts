import { constantTimeCompare, saltedHmac } from "./crypto.ts";
import type { SigningKeys } from "./signing.ts";

/** `AbstractBaseUser._get_session_auth_hash` */
const KEY_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";

/** What a session holds to end when the password changes. */
export function sessionAuthHash(storedPassword: string, key: string | Uint8Array): string {
  return saltedHmac(KEY_SALT, storedPassword, key, "sha256").toString("hex");
}

/**
 * How a session's hash stands to a user's password: "current", "fallback" (made with a SECRET_KEY_FALLBACKS key: renew it), or
 * "wrong" (the password was changed: the session ends). `django.contrib.auth.get_user`.
 */
export function checkSessionAuthHash(
  sessionHash: string,
  storedPassword: string,
  keys: SigningKeys,
): "current" | "fallback" | "wrong" {
  const matches = (key: string | Uint8Array): boolean =>
    constantTimeCompare(sessionHash, sessionAuthHash(storedPassword, key));
  if (sessionHash === "") return "wrong";
  if (matches(keys.key)) return "current";
  return keys.fallbackKeys.some(matches) ? "fallback" : "wrong";
}
