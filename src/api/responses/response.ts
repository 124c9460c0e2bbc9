import type { HttpBody } from "../http.ts";
import type { BackgroundTasks } from "../context/background.ts";
import { ResponseHeaders } from "../context/headers.ts";
import { formatSetCookie, type CookieOptions } from "../context/set-cookie.ts";

export interface ResponseOptions {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Content-Type, where it is not the class's; text gets "; charset=utf-8". */
  readonly mediaType?: string;
  /** Run after the response has been sent. */
  readonly background?: BackgroundTasks;
}

/** A response as it is: returned from a handler it is sent without looking at it. The others are made of this one. */
export class Response {
  /** Of this class, for the OpenAPI document; null: none. */
  static readonly mediaType: string | null = null;

  statusCode: number;
  readonly headers: ResponseHeaders;
  readonly body: HttpBody;
  readonly background: BackgroundTasks | null;

  constructor(content: HttpBody = null, options: ResponseOptions = {}) {
    this.statusCode = options.statusCode ?? 200;
    this.headers = new ResponseHeaders(options.headers);
    this.body = content;
    this.background = options.background ?? null;
    const mediaType = options.mediaType ?? (new.target as typeof Response).mediaType;
    if (mediaType !== null && !this.headers.has("content-type"))
      this.headers.set("content-type", withCharset(mediaType));
  }

  setCookie(name: string, value: string, options?: CookieOptions): void {
    this.headers.append("set-cookie", formatSetCookie(name, value, options));
  }

  deleteCookie(name: string, options: Omit<CookieOptions, "expires" | "maxAge"> = {}): void {
    this.setCookie(name, "", { ...options, maxAge: 0, expires: new Date(0) });
  }
}

/** Starlette's rule: text says its charset. */
function withCharset(mediaType: string): string {
  return mediaType.startsWith("text/") && !mediaType.toLowerCase().includes("charset=")
    ? `${mediaType}; charset=utf-8`
    : mediaType;
}
