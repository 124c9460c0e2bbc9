import { createPrivateKey, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { TokensUnsupported } from "../../errors/auth.ts";
import type { Manifest, Secrets } from "../../manifest/schema.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { keyIdOf } from "./compact.ts";
import { JwkSet } from "./jwk-set.ts";
import { isHmac, secretKey } from "./jws.ts";
import { simpleJwtSchema } from "./settings.ts";
import type { SimpleJwtSettings } from "./settings.ts";

/** What a process knows about its project's JSON web tokens. */
export interface TokenRuntime {
  readonly settings: SimpleJwtSettings;
  /** The app `rest_framework_simplejwt.token_blacklist` is installed. */
  readonly hasBlacklist: boolean;
  /** @throws TokensUnsupported */
  readonly signingKey: KeyObject;
  /**
   * The key that a token must be signed with; null: it names one that JWK_URL does not have.
   * @throws TokensUnsupported
   */
  readonly verifyingKey: (token: string) => MaybePromise<KeyObject | null>;
}

/**
 * Keys are read when they are first needed.
 *
 * @throws TokensUnsupported for a SIMPLE_JWT that cannot be followed here
 */
export function createTokens(
  manifest: Pick<Manifest, "settings" | "models">,
  secrets: Pick<Secrets, "secretKey" | "simpleJwt">,
): TokenRuntime {
  const parsed = simpleJwtSchema.safeParse(manifest.settings["SIMPLE_JWT"] ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TokensUnsupported(`SIMPLE_JWT["${issue?.path.join(".")}"]: ${issue?.message}`);
  }
  const settings = parsed.data;
  const { signingKey: signing = secrets.secretKey, verifyingKey: verifying = "" } = secrets.simpleJwt ?? {};
  let signingKey: KeyObject | null = null;
  let verifyingKey: KeyObject | null = null;
  const keySet = settings.JWK_URL === null ? null : new JwkSet(settings.JWK_URL);
  const symmetric = isHmac(settings.ALGORITHM);
  const own = (): KeyObject => (signingKey ??= readKey("SIGNING_KEY", signing, symmetric));
  return {
    settings,
    hasBlacklist: manifest.models.some(({ label }) => label === "token_blacklist.BlacklistedToken"),
    get signingKey() {
      return own();
    },
    verifyingKey(token) {
      if (symmetric) return own();
      if (keySet !== null) return keySet.key(keyIdOf(token));
      return (verifyingKey ??= readKey("VERIFYING_KEY", verifying, false));
    },
  };
}

/** The message tells nothing of the key. */
function readKey(name: "SIGNING_KEY" | "VERIFYING_KEY", text: string | null, symmetric: boolean): KeyObject {
  if (text === null || text === "")
    throw new TokensUnsupported(
      symmetric
        ? `Tokens need a key, and neither SIMPLE_JWT["${name}"] nor SECRET_KEY is set.`
        : `SIMPLE_JWT has no ${name}, and its ALGORITHM needs one.`,
    );
  if (symmetric) return secretKey(text);
  try {
    return name === "SIGNING_KEY" ? createPrivateKey(text) : createPublicKey(text);
  } catch {
    throw new TokensUnsupported(`SIMPLE_JWT["${name}"] is no key in PEM form that its ALGORITHM can use.`);
  }
}
