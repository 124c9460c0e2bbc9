import { AuthenticationFailed, TokenError, TokensUnsupported } from "../../errors/auth.ts";
import { now as currentTime } from "../../orm/write/field-default.ts";
import { auth } from "../runtime.ts";
import { updateUser } from "../users/rows.ts";
import type { User } from "../users/user.ts";
import { blacklist, isBlacklisted, noteToken } from "./blacklist.ts";
import type { Claims } from "./compact.ts";
import { isSimpleJwts } from "./settings.ts";
import type { SimpleJwtSettings } from "./settings.ts";
import { checkTime, currentSeconds, freshId, freshTimes, newClaims, readToken, signClaims } from "./token.ts";
import { mayGetTokens, userClaims, userOfClaims } from "./token-user.ts";

export interface TokenPair {
  /** For a day, by default: good for new access tokens. */
  readonly refresh: string;
  /** For five minutes, by default: what requests carry. */
  readonly access: string;
}

export interface IssueOptions {
  /** More to say in the tokens, as a serializer's own `get_token()` does. */
  readonly claims?: Claims;
}

/**
 * A refresh token and an access token for a user, as simplejwt's TokenObtainPairView makes them.
 *
 * @throws AuthenticationFailed the user may have none: inactive, or by USER_AUTHENTICATION_RULE
 * @throws TokensUnsupported
 */
export async function createTokenPair(user: User, options: IssueOptions = {}): Promise<TokenPair> {
  const { refresh, now } = await issue("refresh", user, options, "TOKEN_OBTAIN_SERIALIZER");
  return { refresh: signClaims(refresh), access: accessOf(refresh, now) };
}

/** One token for a user that is renewed while it is in use (TokenObtainSlidingView). @throws as `createTokenPair` */
export async function createSlidingToken(user: User, options: IssueOptions = {}): Promise<string> {
  const { refresh } = await issue("sliding", user, options, "SLIDING_TOKEN_OBTAIN_SERIALIZER");
  return signClaims(refresh);
}

async function issue(
  type: "refresh" | "sliding",
  user: User,
  { claims }: IssueOptions,
  serializer: keyof SimpleJwtSettings & `${string}OBTAIN_SERIALIZER`,
): Promise<{ refresh: Claims; now: number }> {
  const { settings, hasBlacklist } = auth().tokens;
  if (claims === undefined && !isSimpleJwts(settings[serializer]))
    throw new TokensUnsupported(
      `SIMPLE_JWT["${serializer}"] is ${settings[serializer]}, Python that may say more in a token. Name what it says ` +
        "in the option `claims`, {} for nothing; or let Django make the tokens.",
    );
  if (!(await mayGetTokens(user))) throw noAccount("with the given credentials");
  const now = currentSeconds();
  const made = { ...newClaims(type, now), ...userClaims(user), ...claims };
  if (hasBlacklist) await noteToken(made, signClaims(made), user, now);
  if (settings.UPDATE_LAST_LOGIN) await updateUser(user, { last_login: currentTime() });
  return { refresh: made, now };
}

/** An access token with what a refresh token says (`RefreshToken.access_token`). */
function accessOf(refresh: Claims, now: number): string {
  const { TOKEN_TYPE_CLAIM: kind, JTI_CLAIM: id } = auth().tokens.settings;
  const own = new Set([kind, id, "exp", "iat", "jti"]);
  const copied = Object.entries(refresh).filter(([claim]) => !own.has(claim));
  return signClaims({ ...newClaims("access", now), ...Object.fromEntries(copied) });
}

/**
 * A new access token for a refresh token, and another refresh token with ROTATE_REFRESH_TOKENS (TokenRefreshView).
 *
 * @throws TokenError it is no good refresh token; AuthenticationFailed its user is gone or inactive
 */
export async function refreshTokenPair(
  refresh: string,
): Promise<Partial<TokenPair> & Pick<TokenPair, "access">> {
  const { settings, hasBlacklist } = auth().tokens;
  const claims = await readToken(refresh, "refresh");
  const user = await tokenUser(claims);
  const now = currentSeconds();
  const access = accessOf(claims, now);
  if (!settings.ROTATE_REFRESH_TOKENS) return { access };
  if (hasBlacklist && settings.BLACKLIST_AFTER_ROTATION) await blacklist(claims, refresh, user, now);
  const next = { ...claims, ...freshId(), ...freshTimes("refresh", now) };
  const signed = signClaims(next);
  if (hasBlacklist) await noteToken(next, signed, user, now);
  return { access, refresh: signed };
}

/** The user of a refresh token; one that names nobody is good as well, as it is there. */
async function tokenUser(claims: Claims): Promise<User | null> {
  if (!(auth().tokens.settings.USER_ID_CLAIM in claims)) return null;
  const user = await userOfClaims(claims);
  if (user === null || !(await mayGetTokens(user))) throw noAccount("for the given token.");
  return user;
}

/** A sliding token with more time (TokenRefreshSlidingView). @throws TokenError */
export async function refreshSlidingToken(token: string): Promise<string> {
  const claims = await readToken(token, "sliding");
  const now = currentSeconds();
  checkTime(claims, auth().tokens.settings.SLIDING_TOKEN_REFRESH_EXP_CLAIM, now);
  return signClaims({ ...claims, ...freshTimes("sliding", now) });
}

/** The claims of a good token of any kind (TokenVerifyView). @throws TokenError */
export async function verifyToken(token: string): Promise<Claims> {
  const { settings, hasBlacklist } = auth().tokens;
  const claims = await readToken(token, null);
  if (hasBlacklist && settings.BLACKLIST_AFTER_ROTATION && (await isBlacklisted(claims)))
    throw new TokenError("Token is blacklisted");
  return claims;
}

/**
 * Makes a refresh token good no more (TokenBlacklistView): to log out.
 *
 * @throws TokenError; TokensUnsupported without the app
 */
export async function blacklistToken(refresh: string): Promise<void> {
  const claims = await readToken(refresh, "refresh");
  if (!auth().tokens.hasBlacklist)
    throw new TokensUnsupported('"rest_framework_simplejwt.token_blacklist" is not in INSTALLED_APPS');
  await blacklist(claims, refresh, await userOfClaims(claims), currentSeconds());
}

function noAccount(what: string): AuthenticationFailed {
  return new AuthenticationFailed(`No active account found ${what}`);
}
