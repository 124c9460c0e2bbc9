import { formatSetCookie } from "../../api/context/set-cookie.ts";
import type { Context } from "../../api/context/context.ts";
import type { Request } from "../../api/context/request.ts";
import type { HttpResponse } from "../../api/http.ts";
import {
  CSRF_SESSION_KEY,
  csrfHeadProblem,
  csrfProblem,
  csrfSecret,
  maskCsrfSecret,
  needsCsrfToken,
  newCsrfSecret,
} from "../../auth/csrf.ts";
import type { Session } from "../../auth/sessions/session.ts";
import type { AuthSettings } from "../../auth/settings.ts";
import { CsrfFailed } from "../../errors/auth.ts";
import { sameSiteOf } from "./cookie-attributes.ts";
import { formToken } from "./form-token.ts";
import { withVary } from "../../api/responses/vary.ts";

/** One request's CSRF secret: `CsrfViewMiddleware` as data, read before the handler and written after it. */
export class CsrfState {
  private readonly settings: AuthSettings;
  /** Under CSRF_USE_SESSIONS the session holds the secret. */
  private readonly session: Session;
  private secret: string | null;
  private needsUpdate: boolean;
  private readonly stored: string | undefined;

  constructor(request: Request, session: Session, settings: AuthSettings) {
    this.settings = settings;
    this.session = session;
    this.stored = settings.CSRF_USE_SESSIONS
      ? (session.get(CSRF_SESSION_KEY) as string | undefined)
      : request.cookies.get(settings.CSRF_COOKIE_NAME);
    this.secret = csrfSecret(this.stored);
    // A cookie that is none of Django's is replaced (`CsrfViewMiddleware.process_request`).
    this.needsUpdate = this.stored !== undefined && this.secret === null;
    if (this.needsUpdate) this.secret = newCsrfSecret();
  }

  /**
   * A form is read for its token, so that its pages need no script; not before everything else is known to be right.
   *
   * @throws CsrfFailed with Django's reason; HTTPException 400 for a multipart form that cannot be taken apart
   */
  async check(context: Context): Promise<void> {
    const { settings } = this;
    const { headers, method, raw } = context.request;
    if (!needsCsrfToken(method)) return;
    const secure = raw.scheme === "https";
    const name = settings.CSRF_HEADER_NAME.replace(/^HTTP_/, "").replaceAll("_", "-");
    const header = headers[name.toLowerCase()];
    const head = {
      method,
      secure,
      host: raw.host,
      port: /:(\d+)$/.exec(raw.host)?.[1] ?? (secure ? "443" : "80"),
      origin: headers.origin,
      referer: headers.referer,
      stored: this.stored,
    };
    const token = Array.isArray(header) ? header.join(", ") : header;
    const problem =
      csrfHeadProblem(head, settings) ??
      csrfProblem({ ...head, header: token, formToken: await formToken(context, token) }, settings);
    if (problem !== null) throw new CsrfFailed(`CSRF Failed: ${problem}`);
  }

  /** A masked token; the client gets the secret in its cookie (`django.middleware.csrf.get_token`). */
  token(): string {
    this.secret ??= newCsrfSecret();
    this.needsUpdate = true;
    return maskCsrfSecret(this.secret);
  }

  /** Another secret, so that one known before logging in is worth nothing (`rotate_token`). */
  rotate(): void {
    this.secret = newCsrfSecret();
    this.needsUpdate = true;
  }

  /** `CsrfViewMiddleware.process_response` */
  complete(response: HttpResponse): HttpResponse {
    const { settings, secret } = this;
    if (!this.needsUpdate || secret === null) return response;
    if (settings.CSRF_USE_SESSIONS) {
      if (this.session.get(CSRF_SESSION_KEY) !== secret) this.session.set(CSRF_SESSION_KEY, secret);
      return response;
    }
    const { CSRF_COOKIE_AGE: age, CSRF_COOKIE_DOMAIN: domain } = settings;
    const cookie = formatSetCookie(settings.CSRF_COOKIE_NAME, secret, {
      path: settings.CSRF_COOKIE_PATH,
      secure: settings.CSRF_COOKIE_SECURE,
      httpOnly: settings.CSRF_COOKIE_HTTPONLY,
      sameSite: sameSiteOf(settings.CSRF_COOKIE_SAMESITE),
      ...(age !== null && { maxAge: age, expires: new Date(Date.now() + age * 1000) }),
      ...(domain !== null && { domain }),
    });
    return withVary({ ...response, headers: [...response.headers, ["set-cookie", cookie]] }, "Cookie");
  }
}
