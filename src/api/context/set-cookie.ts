/** Attributes of a cookie, by Starlette's names in camelCase. */
export interface CookieOptions {
  /** Seconds. */
  readonly maxAge?: number;
  readonly expires?: Date;
  readonly path?: string;
  readonly domain?: string;
  readonly secure?: boolean;
  readonly httpOnly?: boolean;
  /** Default "lax", as Starlette's and Django's. */
  readonly sameSite?: "lax" | "strict" | "none" | null;
  readonly partitioned?: boolean;
}

/** RFC 6265 section 4.1.1: what a cookie's value may hold bare. */
const PLAIN_VALUE = /^[\w!#$%&'()*+./:<=>?@[\]^`{|}~-]*$/;
/** RFC 9110 section 5.6.2: a token. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * A Set-Cookie header's value. What cannot stand bare is quoted as Python's http.cookies does (octal escapes), so
 * that Django reads it.
 *
 * @throws TypeError when the name is no token, or an attribute would break the header.
 */
export function formatSetCookie(name: string, value: string, options: CookieOptions = {}): string {
  if (!TOKEN.test(name)) throw new TypeError(`"${name}" cannot be the name of a cookie`);
  const parts = [`${name}=${PLAIN_VALUE.test(value) ? value : quote(value)}`];
  if (options.domain !== undefined) parts.push(`Domain=${attribute(options.domain)}`);
  if (options.expires !== undefined) parts.push(`Expires=${options.expires.toUTCString()}`);
  if (options.httpOnly === true) parts.push("HttpOnly");
  if (options.maxAge !== undefined) parts.push(`Max-Age=${Math.trunc(options.maxAge)}`);
  if (options.partitioned === true) parts.push("Partitioned");
  parts.push(`Path=${attribute(options.path ?? "/")}`);
  const sameSite = options.sameSite === undefined ? "lax" : options.sameSite;
  if (sameSite !== null) parts.push(`SameSite=${sameSite}`);
  if (options.secure === true) parts.push("Secure");
  return parts.join("; ");
}

function attribute(value: string): string {
  if (/[;\r\n\0]/.test(value)) throw new TypeError("A cookie's attribute holds a semicolon or a line break");
  return value;
}

/** `http.cookies._quote`. */
function quote(value: string): string {
  let quoted = "";
  for (const byte of Buffer.from(value, "utf8")) {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === "\\") quoted += `\\${character}`;
    else if (byte < 0x20 || byte > 0x7e || character === "," || character === ";")
      quoted += `\\${byte.toString(8).padStart(3, "0")}`;
    else quoted += character;
  }
  return `"${quoted}"`;
}
