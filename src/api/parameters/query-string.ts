/**
 * A query string or urlencoded form as pairs, by the rules of Python's `parse_qsl(keep_blank_values=True)`, which
 * Starlette and Django use: "+" is a space, bytes that are no UTF-8 become U+FFFD, "a" is "a=".
 */
export function parseQueryString(query: string): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  if (query === "") return pairs;
  for (const chunk of query.split("&")) {
    if (chunk === "") continue;
    const equals = chunk.indexOf("=");
    if (equals === -1) pairs.push([decode(chunk), ""]);
    else pairs.push([decode(chunk.slice(0, equals)), decode(chunk.slice(equals + 1))]);
  }
  return pairs;
}

function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodeLeniently(spaced);
  }
}

/** `urllib.parse.unquote` with errors="replace": what is no escape stays, what is no UTF-8 becomes U+FFFD. */
function decodeLeniently(text: string): string {
  return text.replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8"),
  );
}
