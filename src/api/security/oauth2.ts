import { z } from "zod";
import { Dependency } from "../dependencies/depends.ts";
import type { DeclaredNames } from "../parameters/argument.ts";
import { form } from "../parameters/markers.ts";
import {
  refuse,
  securityDependency,
  splitAuthorization,
  type MaybeOptional,
  type SecurityOptions,
} from "./dependency.ts";
import type { OAuth2Flows } from "./scheme.ts";

export interface OAuth2PasswordBearerOptions extends SecurityOptions {
  /** Where the client gets its token: the path of the operation that takes `oauth2PasswordRequestForm`. */
  readonly tokenUrl: string;
  readonly scopes?: Readonly<Record<string, string>>;
  readonly refreshUrl?: string;
}

/** OAuth2's password flow with bearer tokens: "Authorize" in the docs asks for user name and password. */
export function oauth2PasswordBearer<const O extends OAuth2PasswordBearerOptions>(
  options: O,
): Dependency<MaybeOptional<string, O>> {
  const { tokenUrl, scopes = {}, refreshUrl, schemeName = "OAuth2PasswordBearer" } = options;
  const flow = { tokenUrl, scopes, ...(refreshUrl !== undefined && { refreshUrl }) };
  return bearerToken({ password: flow }, { ...options, schemeName }) as Dependency<MaybeOptional<string, O>>;
}

export interface OAuth2AuthorizationCodeBearerOptions extends OAuth2PasswordBearerOptions {
  readonly authorizationUrl: string;
}

/** OAuth2's authorization code flow with bearer tokens. */
export function oauth2AuthorizationCodeBearer<const O extends OAuth2AuthorizationCodeBearerOptions>(
  options: O,
): Dependency<MaybeOptional<string, O>> {
  const { authorizationUrl, tokenUrl, scopes = {}, refreshUrl } = options;
  const { schemeName = "OAuth2AuthorizationCodeBearer" } = options;
  const flow = { authorizationUrl, tokenUrl, scopes, ...(refreshUrl !== undefined && { refreshUrl }) };
  return bearerToken({ authorizationCode: flow }, { ...options, schemeName }) as Dependency<
    MaybeOptional<string, O>
  >;
}

export interface OpenIdConnectOptions extends SecurityOptions {
  readonly openIdConnectUrl: string;
}

/** OpenID Connect: the Authorization header as it is, for the dependency that checks it. */
export function openIdConnect<const O extends OpenIdConnectOptions>(
  options: O,
): Dependency<MaybeOptional<string, O>> {
  const { openIdConnectUrl, schemeName = "OpenIdConnect", description, autoError = true } = options;
  return securityDependency<MaybeOptional<string, O>>(
    {
      name: schemeName,
      scheme: { type: "openIdConnect", openIdConnectUrl, ...(description !== undefined && { description }) },
      scopes: [],
      optional: !autoError,
    },
    ({ request }) => request.headers.authorization ?? refuse(autoError, "Bearer"),
  );
}

function bearerToken(
  flows: OAuth2Flows,
  options: SecurityOptions & { schemeName: string },
): Dependency<unknown> {
  const { schemeName, description, autoError = true } = options;
  return securityDependency(
    {
      name: schemeName,
      scheme: { type: "oauth2", flows, ...(description !== undefined && { description }) },
      scopes: [],
      optional: !autoError,
    },
    ({ request }) => {
      const [scheme, token] = splitAuthorization(request.headers.authorization);
      return scheme.toLowerCase() === "bearer" ? token : refuse(autoError, "Bearer");
    },
  );
}

const passwordRequestArgs = {
  grant_type: form(
    z
      .string()
      .regex(/^password$/)
      .optional(),
  ),
  username: form(z.string()),
  password: form(z.string(), { title: "Password" }),
  scope: form(z.string().default("")),
  client_id: form(z.string().optional()),
  client_secret: form(z.string().optional()),
};

export interface OAuth2PasswordRequest {
  readonly grantType: string | undefined;
  readonly username: string;
  readonly password: string;
  readonly scopes: readonly string[];
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
}

/** The form that a client sends to `tokenUrl` (RFC 6749 section 4.3.2). */
export const oauth2PasswordRequestForm: Dependency<
  OAuth2PasswordRequest,
  DeclaredNames<typeof passwordRequestArgs>
> = new Dependency(passwordRequestArgs, (form: PasswordRequestArguments): OAuth2PasswordRequest => ({
  grantType: form.grant_type,
  username: form.username,
  password: form.password,
  scopes: form.scope.split(/\s+/).filter((scope) => scope !== ""),
  clientId: form.client_id,
  clientSecret: form.client_secret,
}));

interface PasswordRequestArguments {
  readonly grant_type?: string;
  readonly username: string;
  readonly password: string;
  readonly scope: string;
  readonly client_id?: string;
  readonly client_secret?: string;
}

/**
 * Asks scopes of the security schemes below a dependency (FastAPI's `Security(dependency, scopes=[...])`): the
 * dependency finds them in `context.scopes`, the document shows them.
 */
export function requireScopes<T, Names extends string>(
  dependency: Dependency<T, Names>,
  scopes: readonly string[],
): Dependency<T, Names> {
  return new Dependency({ dependency }, ({ dependency: value }: { dependency: T }) => value, { scopes });
}
