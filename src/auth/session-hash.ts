import { saltedHmac } from "./crypto.ts";

/** `AbstractBaseUser._get_session_auth_hash` */
const KEY_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";

/** What a session holds to end when the password changes. */
export function sessionAuthHash(storedPassword: string, key: string | Uint8Array): string {
  return saltedHmac(KEY_SALT, storedPassword, key, "sha256").toString("hex");
}
