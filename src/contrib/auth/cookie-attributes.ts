import type { CookieOptions } from "../../api/context/set-cookie.ts";
import type { AuthSettings } from "../../auth/settings.ts";

/** A *_COOKIE_SAMESITE setting as a cookie's attribute; False and None leave it out. */
export function sameSiteOf(
  setting: AuthSettings["SESSION_COOKIE_SAMESITE"],
): CookieOptions["sameSite"] & (string | null) {
  return typeof setting === "string" ? (setting.toLowerCase() as "lax" | "strict" | "none") : null;
}
