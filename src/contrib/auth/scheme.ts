import { hasAuth, auth } from "../../auth/runtime.ts";
import type { HttpMethod } from "../../api/operations/operation.ts";
import type { ResponseDeclarations } from "../../api/responses/declarations.ts";
import type { Authentication } from "../../api/security/authentication.ts";
import type { SecurityRequirement, SecurityScheme } from "../../api/security/scheme.ts";
import { HTTP_ERROR } from "../../openapi/error-schemas.ts";

/** Its name among a document's security schemes. */
export const SESSION_SCHEME = "DjangoSession";

const SAFE_METHODS: ReadonlySet<HttpMethod> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/** The scheme of Django's session cookie, under the project's name for it. */
export function sessionRequirement(optional: boolean): SecurityRequirement {
  return {
    name: SESSION_SCHEME,
    // Asked for when the document is made: dependencies are declared before the project is known.
    get scheme() {
      return sessionScheme();
    },
    scopes: [],
    optional,
  };
}

export function sessionScheme(): SecurityScheme {
  const settings = hasAuth() ? auth().settings : null;
  const header = (settings?.CSRF_HEADER_NAME ?? "HTTP_X_CSRFTOKEN")
    .replace(/^HTTP_/, "")
    .replaceAll("_", "-");
  return {
    type: "apiKey",
    in: "cookie",
    name: settings?.SESSION_COOKIE_NAME ?? "sessionid",
    description:
      "Django's session: whoever is logged in at the admin is logged in here. Requests other than GET, HEAD, OPTIONS " +
      `and TRACE need the CSRF token, the value of the cookie "${settings?.CSRF_COOKIE_NAME ?? "csrftoken"}", in the header "${header}".`,
  };
}

/** The user may not. */
export const FORBIDDEN: ResponseDeclarations = { 403: { description: "Forbidden", schema: HTTP_ERROR } };

/** The proof against CSRF is missing. */
export function csrfRefusals(method: HttpMethod): ResponseDeclarations {
  return SAFE_METHODS.has(method) ? {} : FORBIDDEN;
}

/** What finding out who asks can end a request with; a 401 where it is needed is declared with the security. */
export function identityResponses(
  schemes: Authentication,
  optional: boolean,
): (method: HttpMethod) => ResponseDeclarations {
  const names = schemes.map(({ security }) => security.name);
  const canFail = optional && names.some((name) => name !== SESSION_SCHEME);
  return (method) => ({
    ...(names.includes(SESSION_SCHEME) && csrfRefusals(method)),
    ...(canFail && { 401: { description: "Unauthorized", schema: HTTP_ERROR } }),
  });
}
