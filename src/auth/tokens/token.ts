import { randomUUID } from "node:crypto";
import { TokenError } from "../../errors/auth.ts";
import { auth } from "../runtime.ts";
import { isBlacklisted } from "./blacklist.ts";
import { decodeToken, encodeToken } from "./compact.ts";
import type { Claims } from "./compact.ts";
import { claimsVerdict } from "./registered-claims.ts";
import type { SimpleJwtSettings } from "./settings.ts";

/** simplejwt's kinds of tokens (`rest_framework_simplejwt.tokens`). */
export type TokenType = "access" | "refresh" | "sliding";

export const TOKEN_CLASSES: Readonly<Record<TokenType, string>> = {
  access: "AccessToken",
  refresh: "RefreshToken",
  sliding: "SlidingToken",
};

const LIFETIMES = {
  access: "ACCESS_TOKEN_LIFETIME",
  refresh: "REFRESH_TOKEN_LIFETIME",
  sliding: "SLIDING_TOKEN_LIFETIME",
} as const satisfies Record<TokenType, keyof SimpleJwtSettings>;

/** Seconds since the epoch. */
export function currentSeconds(): number {
  return Date.now() / 1000;
}

/** The claims of a new token: kind, times and id. */
export function newClaims(type: TokenType, now: number): Claims {
  const { settings } = auth().tokens;
  const { TOKEN_TYPE_CLAIM: kind, SLIDING_TOKEN_REFRESH_EXP_CLAIM: refreshUntil } = settings;
  const sliding = { [refreshUntil]: Math.floor(now + settings.SLIDING_TOKEN_REFRESH_LIFETIME) };
  return {
    ...(kind !== null && { [kind]: type }),
    ...freshTimes(type, now),
    ...freshId(),
    ...(type === "sliding" && sliding),
  };
}

/** `exp` and `iat` of a token that is made or renewed now. */
export function freshTimes(type: TokenType, now: number): Claims {
  return { exp: Math.floor(now + auth().tokens.settings[LIFETIMES[type]]), iat: Math.floor(now) };
}

/** An id of its own. */
export function freshId(): Claims {
  const { JTI_CLAIM: id } = auth().tokens.settings;
  return id === null ? {} : { [id]: randomUUID().replaceAll("-", "") };
}

/** Signs claims (`Token.__str__`). @throws TokensUnsupported */
export function signClaims(claims: Claims): string {
  const { settings, signingKey } = auth().tokens;
  const { AUDIENCE: audience, ISSUER: issuer } = settings;
  const named = {
    ...claims,
    ...(audience !== null && { aud: audience.length === 1 ? audience[0] : audience }),
    ...(issuer !== null && { iss: issuer[0] }),
  };
  return encodeToken(named, settings.ALGORITHM, signingKey);
}

/**
 * The claims of a token of this kind, or of any where none is asked for (`Token.__init__`, `verify`).
 *
 * @throws TokenError with simplejwt's text
 * @throws TokensUnsupported
 */
export async function readToken(token: string, type: TokenType | null): Promise<Claims> {
  const { settings, hasBlacklist } = auth().tokens;
  const { JTI_CLAIM: id, TOKEN_TYPE_CLAIM: kind } = settings;
  const claims = await decodeNow(token);
  if (hasBlacklist && type !== null && type !== "access" && (await isBlacklisted(claims)))
    throw new TokenError("Token is blacklisted");
  if (!("exp" in claims)) throw new TokenError("Token has no 'exp' claim");
  if (id !== null && !(id in claims)) throw new TokenError("Token has no id");
  if (kind === null || type === null) return claims;
  if (!(kind in claims)) throw new TokenError("Token has no type");
  if (claims[kind] !== type) throw new TokenError("Token has wrong type");
  return claims;
}

/** `TokenBackend.decode` */
async function decodeNow(token: string): Promise<Claims> {
  const { tokens } = auth();
  const { settings } = tokens;
  const key = await tokens.verifyingKey(token);
  const claims = key === null ? null : decodeToken(token, settings.ALGORITHM, key);
  if (claims === null) throw new TokenError("Token is invalid");
  const rules = { audience: settings.AUDIENCE, issuer: settings.ISSUER, leeway: settings.LEEWAY };
  const verdict = claimsVerdict(claims, rules, currentSeconds());
  if (verdict !== "good")
    throw new TokenError(verdict === "expired" ? "Token is expired" : "Token is invalid");
  return claims;
}

/** Refuses a time claim that has passed (`Token.check_exp`). @throws TokenError */
export function checkTime(claims: Claims, claim: string, now: number): void {
  const until = claims[claim];
  if (until === undefined) throw new TokenError(`Token has no '${claim}' claim`);
  if (typeof until !== "number" || until <= now - auth().tokens.settings.LEEWAY)
    throw new TokenError(`Token '${claim}' claim has expired`);
}
