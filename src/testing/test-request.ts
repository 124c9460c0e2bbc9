/** What a test's request may say, beyond what `fetch` takes. */
export interface TestRequestInit extends Omit<RequestInit, "method"> {
  /** Added to the URL; a list repeats its name, null and undefined are left out. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>;
  /** Sent as a JSON body. */
  readonly json?: unknown;
}

type QueryValue = string | number | boolean | null | undefined;

/** The fetch request that a test's is; `defaults` are headers that it may override. */
export function toRequest(
  method: string,
  url: URL,
  { query = {}, json, headers: given, ...init }: TestRequestInit,
  defaults: Readonly<Record<string, string>>,
): Request {
  for (const [name, values] of Object.entries(query))
    for (const value of [values].flat() as QueryValue[])
      if (value !== null && value !== undefined) url.searchParams.append(name, String(value));
  const headers = new Headers({ host: url.host, ...defaults });
  new Headers(given).forEach((value, name) => headers.set(name, value));
  if (json === undefined) return new Request(url, { ...init, method, headers });
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return new Request(url, { ...init, method, headers, body: JSON.stringify(json) });
}

/** The request that a redirect asks for, as browsers make it (Fetch standard, HTTP-redirect fetch). */
export function toRedirected(
  request: Request,
  content: Uint8Array<ArrayBuffer>,
  location: URL,
  status: number,
): Request {
  const becomesGet =
    (status === 303 && request.method !== "HEAD") ||
    ((status === 301 || status === 302) && request.method === "POST");
  const headers = new Headers(request.headers);
  headers.set("host", location.host);
  headers.delete("cookie");
  if (!becomesGet) {
    const body = content.length > 0 ? content : null;
    return new Request(location, { method: request.method, headers, body });
  }
  for (const name of ["content-type", "content-length"]) headers.delete(name);
  return new Request(location, { method: "GET", headers });
}
