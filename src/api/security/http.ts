import { HTTPException } from "../../errors/api.ts";
import type { Dependency } from "../dependencies/depends.ts";
import {
  refuse,
  securityDependency,
  splitAuthorization,
  type MaybeOptional,
  type SecurityOptions,
} from "./dependency.ts";

export interface HTTPAuthorizationCredentials {
  readonly scheme: string;
  readonly credentials: string;
}

export interface HTTPBasicCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * `Authorization: Bearer <token>`.
 *
 * @example
 * const bearer = httpBearer();
 * api.get("/me", { args: { token: bearer } }, ({ token }) => token.credentials);
 */
export function httpBearer<const O extends SecurityOptions & { bearerFormat?: string } = {}>(
  options?: O,
): Dependency<MaybeOptional<HTTPAuthorizationCredentials, O>> {
  const { schemeName = "HTTPBearer", description, bearerFormat, autoError = true } = { ...options };
  return securityDependency<MaybeOptional<HTTPAuthorizationCredentials, O>>(
    {
      name: schemeName,
      scheme: {
        type: "http",
        scheme: "bearer",
        ...(bearerFormat !== undefined && { bearerFormat }),
        ...(description !== undefined && { description }),
      },
      scopes: [],
      optional: !autoError,
    },
    ({ request }) => {
      const [scheme, credentials] = splitAuthorization(request.headers.authorization);
      if (scheme.toLowerCase() !== "bearer" || credentials === "") return refuse(autoError, "Bearer");
      return { scheme, credentials };
    },
  );
}

/** `Authorization: Basic <base64 of user:password>`, with a challenge that makes browsers ask. */
export function httpBasic<const O extends SecurityOptions & { realm?: string } = {}>(
  options?: O,
): Dependency<MaybeOptional<HTTPBasicCredentials, O>> {
  const { schemeName = "HTTPBasic", description, realm, autoError = true } = { ...options };
  const challenge = realm === undefined ? "Basic" : `Basic realm="${realm}"`;
  return securityDependency<MaybeOptional<HTTPBasicCredentials, O>>(
    {
      name: schemeName,
      scheme: { type: "http", scheme: "basic", ...(description !== undefined && { description }) },
      scopes: [],
      optional: !autoError,
    },
    ({ request }) => {
      const [scheme, parameter] = splitAuthorization(request.headers.authorization);
      if (scheme.toLowerCase() !== "basic" || parameter === "") return refuse(autoError, challenge);
      const decoded = decodeBasic(parameter);
      if (decoded === null)
        throw new HTTPException(401, "Not authenticated", { headers: { "www-authenticate": challenge } });
      return decoded;
    },
  );
}

/** RFC 7617; FastAPI reads ASCII only, browsers send UTF-8. */
function decodeBasic(parameter: string): HTTPBasicCredentials | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(parameter)) return null;
  const text = Buffer.from(parameter, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon === -1 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
