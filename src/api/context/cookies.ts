/**
 * A Cookie header as names and values, by the rules of Django's `django.http.cookie.parse_cookie` (lenient; the last
 * of a name wins), which Starlette's parser follows too.
 */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  if (header === undefined) return cookies;
  for (const chunk of header.split(";")) {
    const equals = chunk.indexOf("=");
    const name = equals === -1 ? "" : chunk.slice(0, equals).trim();
    const value = (equals === -1 ? chunk : chunk.slice(equals + 1)).trim();
    if (name !== "" || value !== "") cookies.set(name, unquote(value));
  }
  return cookies;
}

/** `http.cookies._unquote`. */
function unquote(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  const inner = value.slice(1, -1);
  if (!inner.includes("\\")) return inner;
  const bytes = inner.replaceAll(
    /\\(?:([0-3][0-7][0-7])|(.))/g,
    (_match, octal?: string, character?: string) =>
      octal === undefined ? (character as string) : String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
