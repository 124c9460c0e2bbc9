import { CSRF_SESSION_KEY, csrfSecret, maskCsrfSecret, newCsrfSecret } from "../auth/csrf.ts";
import { auth, hasAuth } from "../auth/runtime.ts";
import { Session } from "../auth/sessions/session.ts";
import { loginSession, logoutSession } from "../auth/users/login.ts";
import type { User, UserRow } from "../auth/users/user.ts";
import type { CookieJar } from "./cookie-jar.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/** Who a test's client is to the project: its session, and the CSRF token that a page of the project would give it. */
export class Visitor {
  private readonly cookies: CookieJar;
  /** Under CSRF_USE_SESSIONS the session holds the secret, out of sight. */
  private sessionSecret: string | null = null;

  constructor(cookies: CookieJar) {
    this.cookies = cookies;
  }

  async login(user: UserRow, backend: string | undefined): Promise<void> {
    const { settings, users } = auth();
    const session = await this.session();
    // `Client.force_login`: the first one.
    const path = backend ?? users.backends[0]?.path;
    await loginSession(session, user as User, path === undefined ? {} : { backend: path });
    if (settings.CSRF_USE_SESSIONS) {
      this.sessionSecret = newCsrfSecret();
      session.set(CSRF_SESSION_KEY, this.sessionSecret);
    }
    await session.save();
    this.cookies.set(settings.SESSION_COOKIE_NAME, session.key as string);
  }

  async logout(): Promise<void> {
    await logoutSession(await this.session(), null);
    this.cookies.delete(auth().settings.SESSION_COOKIE_NAME);
    this.sessionSecret = null;
  }

  /** Makes a request one that a page of the project sends: CSRF cookie, header, and under https the referer. */
  addCsrf(method: string, url: URL, headers: Headers): void {
    if (!hasAuth() || SAFE_METHODS.has(method)) return;
    const { settings } = auth();
    const name = settings.CSRF_HEADER_NAME.replace(/^HTTP_/, "").replaceAll("_", "-");
    if (headers.has(name)) return;
    headers.set(name, maskCsrfSecret(this.secret()));
    if (url.protocol === "https:" && !headers.has("origin") && !headers.has("referer"))
      headers.set("referer", `${url.origin}/`);
  }

  private session(): Promise<Session> {
    const { sessions, settings } = auth();
    return Session.open(sessions, settings, this.cookies.get(settings.SESSION_COOKIE_NAME));
  }

  private secret(): string {
    const { settings } = auth();
    if (settings.CSRF_USE_SESSIONS) return this.sessionSecret ?? newCsrfSecret();
    const stored = csrfSecret(this.cookies.get(settings.CSRF_COOKIE_NAME));
    if (stored !== null) return stored;
    const secret = newCsrfSecret();
    this.cookies.set(settings.CSRF_COOKIE_NAME, secret);
    return secret;
  }
}
