import type { Claims } from "./compact.ts";

export interface ClaimRules {
  /** One of them must be in `aud`; null: it is not looked at. */
  readonly audience: readonly string[] | null;
  /** `iss` must be one of them; null: it is not looked at. */
  readonly issuer: readonly string[] | null;
  /** Seconds that clocks may differ. */
  readonly leeway: number;
}

/**
 * Whether the registered claims of a token hold now (RFC 7519, 4.1), as PyJWT checks them (`PyJWT._validate_claims`).
 *
 * @param now seconds since the epoch
 */
export function claimsVerdict(
  claims: Claims,
  rules: ClaimRules,
  now: number,
): "good" | "expired" | "invalid" {
  const { leeway } = rules;
  const times = ["iat", "nbf", "exp"].map((name) => (name in claims ? integer(claims[name]) : undefined));
  if (times.includes(null)) return "invalid";
  const [issuedAt, notBefore, expires] = times as (number | undefined)[];
  if (issuedAt !== undefined && issuedAt > now + leeway) return "invalid";
  if (notBefore !== undefined && notBefore > now + leeway) return "invalid";
  if (expires !== undefined && expires <= now - leeway) return "expired";
  const texts = ["sub", "jti"].filter((name) => name in claims);
  if (texts.some((name) => typeof claims[name] !== "string")) return "invalid";
  return hasIssuer(claims["iss"], rules.issuer) && hasAudience(claims["aud"], rules.audience)
    ? "good"
    : "invalid";
}

function hasIssuer(issuer: unknown, wanted: ClaimRules["issuer"]): boolean {
  return wanted === null || (typeof issuer === "string" && wanted.includes(issuer));
}

function hasAudience(audience: unknown, wanted: ClaimRules["audience"]): boolean {
  if (wanted === null) return true;
  const named: unknown = typeof audience === "string" ? [audience] : audience;
  if (!Array.isArray(named) || named.some((one) => typeof one !== "string")) return false;
  return wanted.some((one) => named.includes(one));
}

/** A time claim in whole seconds; null: it is none. What Python's `int()` reads of other types no issuer writes. */
function integer(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? Math.trunc(value) : null;
}
