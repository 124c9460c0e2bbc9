import type { SecurityScheme } from "../../api/security/scheme.ts";
import { auth, hasAuth } from "../../auth/runtime.ts";
import { tokenTypes, userOfToken } from "../../auth/tokens/authenticate.ts";
import { simpleJwtSchema } from "../../auth/tokens/settings.ts";
import type { SimpleJwtSettings } from "../../auth/tokens/settings.ts";
import { AuthenticationFailed } from "../../errors/auth.ts";
import { UserAuthentication } from "./authentication.ts";
import { decodeWord, headerWords } from "./authorization-header.ts";

export interface JwtAuthenticationOptions {
  /** Where OAuth2's password flow gets a token, for "Authorize" on the docs pages: `jwtRouter()` has it at "/oauth2". */
  readonly tokenUrl?: string;
  /** Name in the document's security schemes. */
  readonly schemeName?: string;
}

/**
 * simplejwt's tokens, by the setting SIMPLE_JWT (`rest_framework_simplejwt.authentication.JWTAuthentication`): those that
 * `createTokenPair()` makes, and those that Django makes.
 *
 * @example
 * api.authentication = [jwtAuthentication({ tokenUrl: "/token/oauth2" }), sessionAuthentication];
 */
export function jwtAuthentication(options: JwtAuthenticationOptions = {}): UserAuthentication {
  const { schemeName = "DjangoJWT", tokenUrl } = options;
  return new UserAuthentication({
    name: schemeName,
    scheme: () => schemeOf(settings(), tokenUrl),
    challenge: jwtChallenge,
    check: () => void (hasAuth() && tokenTypes()),
    authenticate({ request }) {
      const { AUTH_HEADER_NAME: name, AUTH_HEADER_TYPES: types } = auth().tokens.settings;
      const words = headerWords(request, headerOf(name).toLowerCase());
      const [type = "", given = ""] = words;
      if (!types.includes(type)) return null;
      if (words.length !== 2)
        throw new AuthenticationFailed("Authorization header must contain two space-delimited values", {
          reason: "bad_authorization_header",
        });
      return userOfToken(decodeWord(given) ?? "");
    },
  });
}

/** `WWW-Authenticate` of simplejwt. */
export function jwtChallenge(): string {
  return `${settings().AUTH_HEADER_TYPES[0]} realm="api"`;
}

function schemeOf(
  { AUTH_HEADER_TYPES: types, AUTH_HEADER_NAME: meta }: SimpleJwtSettings,
  tokenUrl: string | undefined,
): SecurityScheme {
  const name = headerOf(meta);
  if (!types.includes("Bearer") || name !== "Authorization") {
    const description = `A JSON web token, with its keyword before it: \`${types[0]} eyJhbGci...\``;
    return { type: "apiKey", in: "header", name, description };
  }
  return tokenUrl === undefined
    ? { type: "http", scheme: "bearer", bearerFormat: "JWT" }
    : { type: "oauth2", flows: { password: { tokenUrl, scopes: {} } } };
}

/** "HTTP_X_ACCESS_TOKEN" in META is the header "X-Access-Token". */
function headerOf(meta: string): string {
  const words = meta.replace(/^HTTP_/, "").split("_");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join("-");
}

function settings(): SimpleJwtSettings {
  return hasAuth() ? auth().tokens.settings : simpleJwtSchema.parse({});
}
