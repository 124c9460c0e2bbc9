import { auth } from "../../auth/runtime.ts";
import { authenticate } from "../../auth/users/authenticate.ts";
import { isActiveUser } from "../../auth/users/is-active.ts";
import { AuthenticationFailed } from "../../errors/auth.ts";
import { UserAuthentication } from "./authentication.ts";
import { decodeWord, headerWords } from "./authorization-header.ts";
import { clientOf } from "./request-auth.ts";

export interface BasicAuthenticationOptions {
  /** Default "api". */
  readonly realm?: string;
  /** Name in the document's security schemes. */
  readonly schemeName?: string;
}

/**
 * User name and password with each request (`rest_framework.authentication.BasicAuthentication`), as
 * AUTHENTICATION_BACKENDS know them. Each request pays for a password hash.
 */
export function basicAuthentication(options: BasicAuthenticationOptions = {}): UserAuthentication {
  const { realm = "api", schemeName = "DjangoBasic" } = options;
  return new UserAuthentication({
    name: schemeName,
    scheme: () => ({ type: "http", scheme: "basic" }),
    challenge: () => `Basic realm="${realm}"`,
    async authenticate({ request }) {
      const [word, given, ...more] = headerWords(request, "authorization");
      if (word?.toLowerCase() !== "basic") return null;
      if (given === undefined) throw problem("No credentials provided.");
      if (more.length > 0) throw problem("Credentials string should not contain spaces.");
      const credentials = decodeCredentials(given);
      if (credentials === null) throw problem("Credentials not correctly base64 encoded.");
      const [username, password] = credentials;
      const named = { [auth().users.usernameField]: username, password };
      const user = await authenticate(named, clientOf(request));
      if (user === null) throw new AuthenticationFailed("Invalid username/password.");
      if (!(await isActiveUser(user))) throw new AuthenticationFailed("User inactive or deleted.");
      return user;
    },
  });
}

function problem(text: string): AuthenticationFailed {
  return new AuthenticationFailed(`Invalid basic header. ${text}`);
}

/** UTF-8, or what older clients send, latin-1. */
function decodeCredentials(given: string): readonly [username: string, password: string] | null {
  if (given.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(given)) return null;
  const bytes = Buffer.from(given, "base64").toString("latin1");
  const text = decodeWord(bytes) ?? bytes;
  const colon = text.indexOf(":");
  return colon === -1 ? null : [text.slice(0, colon), text.slice(colon + 1)];
}
