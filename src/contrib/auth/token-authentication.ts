import { AUTH_TOKEN_MODEL, userOfAuthToken } from "../../auth/tokens/auth-token.ts";
import { AuthenticationFailed } from "../../errors/auth.ts";
import type { Model } from "../../orm/model.ts";
import { hasRuntime, modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { UserAuthentication } from "./authentication.ts";
import { decodeWord, headerWords } from "./authorization-header.ts";

export interface TokenAuthenticationOptions {
  /** What stands before the key; default "Token". */
  readonly keyword?: string;
  /** A model of the project's own with `key` and `user`; default that of `rest_framework.authtoken`. */
  readonly model?: Pick<Model<ModelType>, "label">;
  /** Name in the document's security schemes. */
  readonly schemeName?: string;
}

/**
 * DRF's tokens: `Authorization: Token <key>`, a row each (`rest_framework.authentication.TokenAuthentication`).
 *
 * @example
 * api.authentication = [sessionAuthentication, tokenAuthentication()];
 */
export function tokenAuthentication(options: TokenAuthenticationOptions = {}): UserAuthentication {
  const { keyword = "Token", model = { label: AUTH_TOKEN_MODEL }, schemeName = "DjangoToken" } = options;
  return new UserAuthentication({
    name: schemeName,
    // OpenAPI's "http" type knows no keyword but those of RFC 9110: docs pages would send another.
    scheme: () =>
      keyword.toLowerCase() === "bearer"
        ? { type: "http", scheme: "bearer" }
        : {
            type: "apiKey",
            in: "header",
            name: "Authorization",
            description: `A user's token, with its keyword before it: \`${keyword} 401f7ac8...\``,
          },
    challenge: () => keyword,
    check: () => void (hasRuntime() && modelMeta(model.label)),
    authenticate({ request }) {
      const [word, given, ...more] = headerWords(request, "authorization");
      if (word?.toLowerCase() !== keyword.toLowerCase()) return null;
      if (given === undefined) throw problem("No credentials provided.");
      if (more.length > 0) throw problem("Token string should not contain spaces.");
      const key = decodeWord(given);
      if (key === null) throw problem("Token string should not contain invalid characters.");
      return userOfAuthToken(key, model.label);
    },
  });
}

function problem(text: string): AuthenticationFailed {
  return new AuthenticationFailed(`Invalid token header. ${text}`);
}
