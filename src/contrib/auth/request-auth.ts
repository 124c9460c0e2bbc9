import type { Context } from "../../api/context/context.ts";
import type { Request } from "../../api/context/request.ts";
import type { HttpRequest } from "../../api/http.ts";
import { auth } from "../../auth/runtime.ts";
import { Session } from "../../auth/sessions/session.ts";
import type { Client } from "../../auth/users/client.ts";
import { getSessionUser } from "../../auth/users/get-user.ts";
import type { User } from "../../auth/users/user.ts";
import { CsrfState } from "./csrf-state.ts";
import { completeSession } from "./session-cookie.ts";

const requests = new WeakMap<HttpRequest, Promise<RequestAuth>>();
const bySession = new WeakMap<Session, RequestAuth>();

/**
 * Who asks: one request's session, user and CSRF secret, shared by everything in it that wants to know. What Django's
 * SessionMiddleware, CsrfViewMiddleware and AuthenticationMiddleware do around a view happens around the handler.
 */
export class RequestAuth {
  readonly session: Session;
  readonly csrf: CsrfState;
  readonly client: Client;
  private checked: Promise<void> | null = null;
  private currentUser: Promise<User | null> | null = null;

  private constructor(request: Request, session: Session, csrf: CsrfState) {
    this.session = session;
    this.csrf = csrf;
    this.client = clientOf(request);
  }

  /**
   * The one of this request, which has proved that it comes from a page of the site.
   * @throws CsrfFailed, SessionsUnsupported
   */
  static async openChecked(context: Context): Promise<RequestAuth> {
    const opened = await RequestAuth.open(context);
    await (opened.checked ??= opened.csrf.check(context));
    return opened;
  }

  /**
   * The one of this request, made when it is first asked for, whoever it comes from.
   * @throws SessionsUnsupported
   */
  static open(context: Context): Promise<RequestAuth> {
    const { raw } = context.request;
    let opened = requests.get(raw);
    if (opened === undefined) {
      opened = RequestAuth.make(context);
      requests.set(raw, opened);
    }
    return opened;
  }

  /** The one whose session this is; undefined for a session that belongs to no request. */
  static ofSession(session: Session): RequestAuth | undefined {
    return bySession.get(session);
  }

  private static async make(context: Context): Promise<RequestAuth> {
    const { settings, sessions } = auth();
    const { request, onResponse } = context;
    const cookie = request.cookies.get(settings.SESSION_COOKIE_NAME);
    const session = await Session.open(sessions, settings, cookie);
    const csrf = new CsrfState(request, session, settings);
    const made = new RequestAuth(request, session, csrf);
    bySession.set(session, made);
    onResponse((response) =>
      completeSession(session, csrf.complete(response), cookie !== undefined, settings),
    );
    return made;
  }

  /** Looked up once. */
  user(): Promise<User | null> {
    return (this.currentUser ??= getSessionUser(this.session));
  }

  setUser(user: User | null): void {
    this.currentUser = Promise.resolve(user);
  }
}

/** Who asks, for Python code that wants to know. */
export function clientOf({ method, raw, headers, client }: Request): Client {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value] as const],
  );
  return {
    method,
    path: raw.rawPath,
    host: raw.host,
    address: client?.host ?? "",
    headers: Object.fromEntries(sent),
  };
}
