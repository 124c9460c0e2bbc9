import type { HttpRequest, HttpResponse } from "../../api/http.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";

/** What "Try it out" sends with requests that change something. */
export interface DocsToken {
  readonly header: string;
  /** Whose value a script may send as the token; it is newer than the page when somebody has logged in from it. Null: none. */
  readonly cookie: string | null;
  /** Masked. */
  readonly token: string;
}

/** Makes a page with a token for its client; whoever knows sessions does. */
export type WithDocsToken = (
  request: HttpRequest,
  page: (token: DocsToken) => Promise<HttpResponse>,
) => MaybePromise<HttpResponse>;
