import { Dependency } from "../../api/dependencies/depends.ts";
import type { Session } from "../../auth/sessions/session.ts";
import type { AnonymousUser, User } from "../../auth/users/user.ts";
import type { Identity } from "./authentication.ts";
import { optionalIdentity } from "./identity.ts";
import { RequestAuth } from "./request-auth.ts";
import { csrfRefusals, sessionRequirement } from "./scheme.ts";

const open = { security: sessionRequirement(true), responses: csrfRefusals };

/**
 * The visitor's session: Django's `request.session`. What is changed is saved when the handler has returned, unless
 * with a 5xx.
 *
 * @example
 * api.post("/cart", { args: { session, book: z.int() } }, ({ session, book }) => session.set("cart", [book]));
 */
export const session: Dependency<Session> = new Dependency(
  {},
  async (_args, context) => (await RequestAuth.openChecked(context)).session,
  open,
);

/**
 * Who asks, known or not: Django's `request.user`. By the operation's `authentication`; who sends what is wrong gets 401.
 *
 * @example
 * api.get("/hello", { args: { user: optionalUser } }, ({ user }) => (user.isAuthenticated ? user.pk : "nobody"));
 */
export const optionalUser: Dependency<User | AnonymousUser> = new Dependency(
  { identity: optionalIdentity },
  ({ identity }: { readonly identity: Identity }) => identity.user,
);

/**
 * A CSRF token, masked, and the cookie that belongs to it: Django's `get_token()` and `@ensure_csrf_cookie`. For pages
 * of one's own that send requests which change something.
 */
export const csrfToken: Dependency<string> = new Dependency(
  {},
  async (_args, context) => (await RequestAuth.openChecked(context)).csrf.token(),
  open,
);
