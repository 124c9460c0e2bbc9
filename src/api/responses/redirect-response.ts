import { Response, type ResponseOptions } from "./response.ts";

/** Sends the client to another address; 307 by default, as Starlette's. */
export class RedirectResponse extends Response {
  constructor(url: string | URL, options: ResponseOptions = {}) {
    super("", { statusCode: 307, ...options });
    this.headers.set("location", quoteUrl(String(url)));
  }
}

/** Starlette's `quote(url, safe=":/%#?=@[]!$&'()*+,;")`: what a header cannot carry is percent-encoded. */
function quoteUrl(url: string): string {
  return url.replaceAll(/[^\w\-.~:/%#?=@[\]!$&'()*+,;]+/gu, encodeURIComponent);
}
