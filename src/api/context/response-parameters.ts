import { ResponseHeaders } from "./headers.ts";
import { formatSetCookie, type CookieOptions } from "./set-cookie.ts";

/**
 * What a handler or a dependency says about the response to come, without making one: FastAPI's `response: Response`
 * parameter. Its headers and cookies are added to whatever is returned.
 */
export class ResponseParameters {
  /** Status of the response; null leaves the operation's. */
  statusCode: number | null = null;
  readonly headers = new ResponseHeaders();

  setCookie(name: string, value: string, options?: CookieOptions): void {
    this.headers.append("set-cookie", formatSetCookie(name, value, options));
  }

  /** Tells the client to forget a cookie; path and domain as they were set. */
  deleteCookie(name: string, options: Omit<CookieOptions, "expires" | "maxAge"> = {}): void {
    this.setCookie(name, "", { ...options, maxAge: 0, expires: new Date(0) });
  }
}
