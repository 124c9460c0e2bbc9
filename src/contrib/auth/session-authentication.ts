import { auth } from "../../auth/runtime.ts";
import { UserAuthentication } from "./authentication.ts";
import { RequestAuth } from "./request-auth.ts";
import { SESSION_SCHEME, sessionScheme } from "./scheme.ts";

/**
 * Django's session: what operations have that say no `authentication`. Among other schemes it answers for who is logged in,
 * and only then asks for the proof against CSRF (`rest_framework.authentication.SessionAuthentication`); alone it asks
 * everybody for it, as Django's middleware does.
 *
 * @example
 * api.authentication = [sessionAuthentication, jwtAuthentication()];
 */
export const sessionAuthentication: UserAuthentication = new UserAuthentication({
  name: SESSION_SCHEME,
  scheme: sessionScheme,
  challenge: () => "Session",
  async authenticate(context, alone) {
    if (alone) return (await RequestAuth.openChecked(context)).user();
    if (!context.request.cookies.has(auth().settings.SESSION_COOKIE_NAME)) return null;
    const user = await (await RequestAuth.open(context)).user();
    if (user !== null) await RequestAuth.openChecked(context);
    return user;
  },
});
