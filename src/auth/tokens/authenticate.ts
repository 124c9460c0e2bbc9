import { AuthenticationFailed, TokenError, TokensUnsupported } from "../../errors/auth.ts";
import { auth } from "../runtime.ts";
import { isActiveUser } from "../users/is-active.ts";
import type { User } from "../users/user.ts";
import type { Claims } from "./compact.ts";
import { readToken, TOKEN_CLASSES } from "./token.ts";
import type { TokenType } from "./token.ts";
import { isOfPassword, userOfClaims } from "./token-user.ts";

const TYPES = Object.keys(TOKEN_CLASSES) as readonly TokenType[];

/**
 * The user of a token of one of AUTH_TOKEN_CLASSES (`JWTAuthentication.get_validated_token`, `get_user`).
 *
 * @throws AuthenticationFailed with simplejwt's texts and codes
 * @throws TokensUnsupported
 */
export async function userOfToken(token: string): Promise<User> {
  const claims = await validated(token);
  const { settings } = auth().tokens;
  if (!(settings.USER_ID_CLAIM in claims))
    throw new AuthenticationFailed("Token contained no recognizable user identification", {
      reason: INVALID,
    });
  const user = await userOfClaims(claims);
  if (user === null) throw new AuthenticationFailed("User not found", { reason: "user_not_found" });
  if (settings.CHECK_USER_IS_ACTIVE && !(await isActiveUser(user)))
    throw new AuthenticationFailed("User is inactive", { reason: "user_inactive" });
  if (settings.CHECK_REVOKE_TOKEN && !isOfPassword(claims, user))
    throw new AuthenticationFailed("The user's password has been changed.", { reason: "password_changed" });
  return user;
}

/** `rest_framework_simplejwt.exceptions.InvalidToken.default_code` */
export const INVALID = "token_not_valid";

async function validated(token: string): Promise<Claims> {
  const messages: object[] = [];
  for (const type of tokenTypes()) {
    try {
      return await readToken(token, type);
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      messages.push({ token_class: TOKEN_CLASSES[type], token_type: type, message: error.message });
    }
  }
  throw new AuthenticationFailed("Given token not valid for any token type", { reason: INVALID, messages });
}

/** The kinds of AUTH_TOKEN_CLASSES. @throws TokensUnsupported for a class of the project's own */
export function tokenTypes(): readonly TokenType[] {
  return auth().tokens.settings.AUTH_TOKEN_CLASSES.map(typeOf);
}

function typeOf(path: string): TokenType {
  const type = TYPES.find((one) => path === `rest_framework_simplejwt.tokens.${TOKEN_CLASSES[one]}`);
  if (type !== undefined) return type;
  throw new TokensUnsupported(
    `SIMPLE_JWT["AUTH_TOKEN_CLASSES"] names ${path}, Python that decides which tokens are good. Here are ` +
      "rest_framework_simplejwt's AccessToken, RefreshToken and SlidingToken.",
  );
}
