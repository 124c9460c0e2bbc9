import { RequestContext } from "../../api/context/request-context.ts";
import type { HttpRequest, HttpResponse } from "../../api/http.ts";
import { auth } from "../../auth/runtime.ts";
import type { DocsToken } from "../../openapi/docs/csrf.ts";
import { RequestAuth } from "./request-auth.ts";

/** Gives a docs page what its requests need to pass as this site's own, and the client the cookie that goes with it. */
export async function withDocsToken(
  request: HttpRequest,
  page: (token: DocsToken) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const context = new RequestContext(request);
  const { csrf } = await RequestAuth.open(context);
  const { settings } = auth();
  const response = await page({
    header: settings.CSRF_HEADER_NAME.replace(/^HTTP_/, "").replaceAll("_", "-"),
    cookie: settings.CSRF_USE_SESSIONS || settings.CSRF_COOKIE_HTTPONLY ? null : settings.CSRF_COOKIE_NAME,
    token: csrf.token(),
  });
  return context.applyChanges(response);
}
