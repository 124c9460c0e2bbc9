import type { Context } from "../../api/context/context.ts";
import type { Dependency } from "../../api/dependencies/depends.ts";
import { isActiveUser } from "../../auth/users/is-active.ts";
import { asUser } from "../../auth/users/rows.ts";
import type { User, UserRow } from "../../auth/users/user.ts";
import { ApplicationDeclarationError } from "../../errors/api.ts";
import { AuthenticationFailed } from "../../errors/auth.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { UserAuthentication } from "./authentication.ts";

export interface AuthenticationByOptions {
  /** `WWW-Authenticate` of a 401, where this scheme is an operation's first; default the scheme's own. */
  readonly challenge?: string;
}

/**
 * Django's users by any security scheme: an API key, another server's bearer token.
 *
 * @param scheme with `autoError: false`: its value is null where the request does not use it
 * @param userOf the user of what was sent; null: it is wrong, and the request is refused with 401
 * @example
 * const keyAuthentication = authenticationBy(apiKeyHeader({ name: "X-API-Key", autoError: false }), async (key) => {
 *   const found = await ApiKey.objects.filter({ digest: digest(key) }).selectRelated("owner").first();
 *   return found?.owner ?? null;
 * });
 * @throws ApplicationDeclarationError
 */
export function authenticationBy<T>(
  scheme: Dependency<T>,
  userOf: (credentials: NonNullable<T>, context: Context) => MaybePromise<UserRow | User | null>,
  options: AuthenticationByOptions = {},
): UserAuthentication {
  const { security, call, args } = scheme;
  if (security?.optional !== true || Object.keys(args).length > 0)
    throw new ApplicationDeclarationError(
      "authenticationBy() takes a security scheme with `autoError: false`: what others send is not for it to refuse",
      scheme.declaredAt,
    );
  const { type } = security.scheme;
  const { challenge = type === "apiKey" ? "APIKey" : "Bearer" } = options;
  return new UserAuthentication({
    name: security.name,
    scheme: () => security.scheme,
    challenge: () => challenge,
    async authenticate(context) {
      const credentials = (await call({} as never, context)) as T;
      if (credentials === null || credentials === undefined) return null;
      const found = await userOf(credentials, context);
      if (found === null) throw new AuthenticationFailed();
      const user = asUser(found as User);
      if (!(await isActiveUser(user))) throw new AuthenticationFailed("User inactive or deleted.");
      return user;
    },
  });
}
