import type { Context } from "../../api/context/context.ts";
import { Dependency } from "../../api/dependencies/depends.ts";
import type { HttpRequest } from "../../api/http.ts";
import type { Authentication, AuthenticationScheme } from "../../api/security/authentication.ts";
import type { SecurityRequirement, SecurityScheme } from "../../api/security/scheme.ts";
import { AnonymousUser } from "../../auth/users/user.ts";
import type { User } from "../../auth/users/user.ts";
import { HTTPException } from "../../errors/api.ts";
import { AuthenticationFailed } from "../../errors/auth.ts";

/** Who asks, and how somebody who may not is told to say it. */
export interface Identity {
  readonly user: User | AnonymousUser;
  /** `WWW-Authenticate` of a 401: the first scheme's. */
  readonly challenge: string;
}

export interface UserAuthenticationOptions {
  /** Among the document's security schemes. */
  readonly name: string;
  /** Asked for when the document is made: schemes are declared before the project is known. */
  readonly scheme: () => SecurityScheme;
  readonly challenge: AuthenticationScheme["challenge"];
  readonly authenticate: AuthenticationScheme["authenticate"];
  readonly check?: () => void;
}

/**
 * A scheme that knows Django's users. In an `authentication` list it is one way among others; as an argument its value is
 * the user, by this scheme alone.
 */
export class UserAuthentication extends Dependency<User> implements AuthenticationScheme {
  declare readonly security: SecurityRequirement;
  readonly authenticate: AuthenticationScheme["authenticate"];
  readonly challenge: AuthenticationScheme["challenge"];
  readonly check: () => void;

  constructor({ name, scheme, challenge, authenticate, check = () => {} }: UserAuthenticationOptions) {
    const security = {
      name,
      get scheme() {
        return scheme();
      },
      scopes: [],
    };
    const alone = [{ security, challenge, authenticate }];
    super(
      {},
      async (_args, context) => {
        const { user } = await identify(alone, context);
        if (user.isAuthenticated) return user;
        throw notAuthenticated(challenge());
      },
      { security },
    );
    this.authenticate = authenticate;
    this.challenge = challenge;
    this.check = check;
  }
}

const known = new WeakMap<HttpRequest, WeakMap<Authentication, Promise<Identity>>>();

/**
 * Who asks: asked of one scheme after another until one knows, once a request.
 *
 * @throws AuthenticationFailed with the first scheme's challenge, as DRF gives it (`APIView.get_authenticate_header`)
 */
export function identify(schemes: Authentication, context: Context): Promise<Identity> {
  const { raw } = context.request;
  const ofRequest = known.get(raw) ?? new WeakMap<Authentication, Promise<Identity>>();
  known.set(raw, ofRequest);
  const found = ofRequest.get(schemes) ?? askSchemes(schemes, context);
  ofRequest.set(schemes, found);
  return found;
}

async function askSchemes(schemes: Authentication, context: Context): Promise<Identity> {
  const challenge = schemes[0]?.challenge() ?? "";
  try {
    for (const scheme of schemes) {
      const user = await scheme.authenticate(context, schemes.length === 1);
      if (user !== null) return { user, challenge };
    }
  } catch (error) {
    throw error instanceof AuthenticationFailed ? error.challenging(challenge) : error;
  }
  return { user: new AnonymousUser(), challenge };
}

/** What somebody gets who does not say who they are. */
export function notAuthenticated(challenge: string): HTTPException {
  return new HTTPException(401, "Not authenticated", { headers: { "www-authenticate": challenge } });
}
