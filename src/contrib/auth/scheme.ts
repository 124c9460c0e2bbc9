import { hasAuth, auth } from "../../auth/runtime.ts";
import type { HttpMethod } from "../../api/operations/operation.ts";
import type { ResponseDeclarations } from "../../api/responses/declarations.ts";
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

function sessionScheme(): SecurityScheme {
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

/** 403 where it can happen: the proof against CSRF is missing, or the user may not. */
export function refusals(mayBeForbidden: boolean): (method: HttpMethod) => ResponseDeclarations {
  return (method) =>
    mayBeForbidden || !SAFE_METHODS.has(method)
      ? { 403: { description: "Forbidden", schema: HTTP_ERROR } }
      : {};
}
