import { z } from "zod";
import type { Context } from "../../api/context/context.ts";
import { body } from "../../api/parameters/markers.ts";
import { JSONResponse } from "../../api/responses/json-response.ts";
import type { Response } from "../../api/responses/response.ts";
import { APIRouter } from "../../api/routing/router.ts";
import type { RouterOptions } from "../../api/routing/router.ts";
import { oauth2PasswordRequestForm } from "../../api/security/oauth2.ts";
import { auth, hasAuth } from "../../auth/runtime.ts";
import { INVALID } from "../../auth/tokens/authenticate.ts";
import type { Claims } from "../../auth/tokens/compact.ts";
import * as tokens from "../../auth/tokens/issue.ts";
import { authenticate } from "../../auth/users/authenticate.ts";
import type { User } from "../../auth/users/user.ts";
import { AuthenticationFailed, TokenError } from "../../errors/auth.ts";
import { HTTP_ERROR } from "../../openapi/error-schemas.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { jwtChallenge } from "./jwt-authentication.ts";
import { clientOf } from "./request-auth.ts";

export interface JwtRouterOptions extends RouterOptions {
  /** One token that is renewed while it is in use, in place of a pair. */
  readonly sliding?: boolean;
  /** What tokens say of a user beside who it is. */
  readonly claims?: (user: User) => MaybePromise<Claims>;
}

const Pair = z.object({ refresh: z.string(), access: z.string() }).meta({ id: "TokenPair" });
const Refreshed = z
  .object({ access: z.string(), refresh: z.string().optional() })
  .meta({ id: "TokenRefreshed" });
const Sliding = z.object({ token: z.string() }).meta({ id: "SlidingToken" });
const Refresh = z.object({ refresh: z.string() }).meta({ id: "RefreshToken" });
const Nothing = z.object({});
/** RFC 6749, sections 5.1 and 5.2. */
const Granted = z
  .object({
    access_token: z.string(),
    token_type: z.literal("bearer"),
    expires_in: z.int(),
    refresh_token: z.string().optional(),
  })
  .meta({ id: "OAuth2Token" });
const NotGranted = z
  .object({ error: z.literal("invalid_grant"), error_description: z.string() })
  .meta({ id: "OAuth2Error" });
const unauthorized = { 401: { description: "Unauthorized", schema: HTTP_ERROR } };

/**
 * simplejwt's views as operations, with its answers (`rest_framework_simplejwt.views`), by the setting SIMPLE_JWT: "" obtains
 * tokens for user name and password, "/refresh", "/verify", and "/blacklist" where its app is installed. "/oauth2" does what
 * "" does in OAuth2's form, which "Authorize" on the docs pages sends.
 *
 * @example
 * api.includeRouter(jwtRouter({ prefix: "/token", tags: ["auth"] }));
 * api.authentication = [jwtAuthentication({ tokenUrl: "/token/oauth2" })];
 */
export function jwtRouter({ sliding = false, claims, ...options }: JwtRouterOptions = {}): APIRouter {
  const router = new APIRouter(options);
  const usernameField = hasAuth() ? auth().users.usernameField : "username";
  const Credentials = z
    .object({ [usernameField]: z.string(), password: z.string() })
    .meta({ id: "TokenCredentials" });
  const OneToken = z.object({ token: z.string() }).meta({ id: "TokenIn" });

  const userBy = async (username: string, password: string, { request }: Context): Promise<User> => {
    const user = await authenticate({ [usernameField]: username, password }, clientOf(request));
    if (user !== null) return user;
    throw new AuthenticationFailed("No active account found with the given credentials");
  };
  const issueOptions = async (user: User): Promise<tokens.IssueOptions> =>
    claims === undefined ? {} : { claims: await claims(user) };

  router.post(
    "",
    {
      name: "obtain_token",
      args: { credentials: body(Credentials) },
      response: sliding ? Sliding : Pair,
      responses: unauthorized,
    },
    ({ credentials }, context) =>
      refusing(async () => {
        const { [usernameField]: username = "", password = "" } = credentials as Record<string, string>;
        const user = await userBy(username, password, context);
        const more = await issueOptions(user);
        return sliding
          ? { token: await tokens.createSlidingToken(user, more) }
          : tokens.createTokenPair(user, more);
      }) as never,
  );
  router.post(
    "/oauth2",
    {
      name: "obtain_oauth2_token",
      args: { form: oauth2PasswordRequestForm },
      response: Granted,
      responses: { 400: { schema: NotGranted } },
    },
    async ({ form }, context) => {
      // RFC 6749, section 5.1.
      context.response.headers.set("cache-control", "no-store");
      try {
        const user = await userBy(form.username, form.password, context);
        return await granted(user, sliding, await issueOptions(user));
      } catch (error) {
        if (error instanceof AuthenticationFailed) return notGranted(error);
        throw error;
      }
    },
  );
  if (sliding)
    router.post(
      "/refresh",
      {
        name: "refresh_token",
        args: { sent: body(OneToken) },
        response: Sliding,
        responses: unauthorized,
      },
      ({ sent }) => refusing(async () => ({ token: await tokens.refreshSlidingToken(sent.token) })),
    );
  else
    router.post(
      "/refresh",
      { name: "refresh_token", args: { sent: body(Refresh) }, response: Refreshed, responses: unauthorized },
      ({ sent }) => refusing(() => tokens.refreshTokenPair(sent.refresh)),
    );
  router.post(
    "/verify",
    { name: "verify_token", args: { sent: body(OneToken) }, response: Nothing, responses: unauthorized },
    ({ sent }) => refusing(() => tokens.verifyToken(sent.token).then(() => ({}))),
  );
  if (!sliding && hasAuth() && auth().tokens.hasBlacklist)
    router.post(
      "/blacklist",
      { name: "blacklist_token", args: { sent: body(Refresh) }, response: Nothing, responses: unauthorized },
      ({ sent }) => refusing(() => tokens.blacklistToken(sent.refresh).then(() => ({}))),
    );
  return router;
}

/** `TokenViewBase.post`: a token that is not good is a 401 with simplejwt's body and challenge. */
async function refusing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof TokenError)
      throw new AuthenticationFailed(error.message, { reason: INVALID }).challenging(jwtChallenge());
    throw error instanceof AuthenticationFailed ? error.challenging(jwtChallenge()) : error;
  }
}

async function granted(
  user: User,
  sliding: boolean,
  options: tokens.IssueOptions,
): Promise<z.infer<typeof Granted>> {
  const { ACCESS_TOKEN_LIFETIME: lifetime, SLIDING_TOKEN_LIFETIME: slidingLifetime } = auth().tokens.settings;
  if (sliding) {
    const token = await tokens.createSlidingToken(user, options);
    return { access_token: token, token_type: "bearer", expires_in: Math.floor(slidingLifetime) };
  }
  const { access, refresh } = await tokens.createTokenPair(user, options);
  return {
    access_token: access,
    token_type: "bearer",
    expires_in: Math.floor(lifetime),
    refresh_token: refresh,
  };
}

function notGranted({ message }: AuthenticationFailed): Response {
  return new JSONResponse({ error: "invalid_grant", error_description: message }, { statusCode: 400 });
}
