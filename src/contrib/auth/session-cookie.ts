import { formatSetCookie } from "../../api/context/set-cookie.ts";
import type { CookieOptions } from "../../api/context/set-cookie.ts";
import type { HttpResponse } from "../../api/http.ts";
import type { Session } from "../../auth/sessions/session.ts";
import type { AuthSettings } from "../../auth/settings.ts";
import { sameSiteOf } from "./cookie-attributes.ts";
import { withVary } from "../../api/responses/vary.ts";

/**
 * Saves a session and tells the client of it: `SessionMiddleware.process_response`.
 *
 * @param hadCookie whether the client sent a session cookie
 * @throws SessionInterrupted
 */
export async function completeSession(
  session: Session,
  response: HttpResponse,
  hadCookie: boolean,
  settings: AuthSettings,
): Promise<HttpResponse> {
  if (hadCookie && session.isEmpty) {
    const { SESSION_COOKIE_NAME: name, SESSION_COOKIE_SAMESITE: sameSite } = settings;
    // Browsers ignore the deletion of a cookie that must be secure without it (`HttpResponse.delete_cookie`).
    const secure = /^__(?:Secure|Host)-/.test(name) || sameSite === "None";
    const gone = { ...cookieAttributes(settings), secure, httpOnly: false, maxAge: 0, expires: new Date(0) };
    return withVary(withCookie(response, formatSetCookie(name, "", gone)), "Cookie");
  }
  const answer = session.accessed ? withVary(response, "Cookie") : response;
  const mustSave = session.modified || settings.SESSION_SAVE_EVERY_REQUEST;
  // What a failed request left is not kept.
  if (!mustSave || session.isEmpty || answer.status >= 500) return answer;
  await session.save();
  const age = session.expiresAtBrowserClose ? null : session.expiryAge();
  const cookie = formatSetCookie(settings.SESSION_COOKIE_NAME, session.key as string, {
    ...cookieAttributes(settings),
    ...(age !== null && { maxAge: age, expires: new Date(Date.now() + age * 1000) }),
  });
  return withCookie(answer, cookie);
}

function withCookie(response: HttpResponse, cookie: string): HttpResponse {
  return { ...response, headers: [...response.headers, ["set-cookie", cookie]] };
}

function cookieAttributes(settings: AuthSettings): CookieOptions {
  const { SESSION_COOKIE_DOMAIN: domain } = settings;
  return {
    path: settings.SESSION_COOKIE_PATH,
    secure: settings.SESSION_COOKIE_SECURE,
    httpOnly: settings.SESSION_COOKIE_HTTPONLY,
    sameSite: sameSiteOf(settings.SESSION_COOKIE_SAMESITE),
    ...(domain !== null && { domain }),
  };
}
