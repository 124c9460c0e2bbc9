import type { Request } from "../../api/context/request.ts";

const FIELD = "csrfmiddlewaretoken";

/**
 * The token in a form, as Django reads it for POST. Of a multipart form it is not read: its files would have to be held
 * in memory before it is known who sends them; such a request sends the header.
 */
export async function formToken(request: Request): Promise<string | undefined> {
  const type = request.headers["content-type"] ?? "";
  if (request.method !== "POST" || !/^application\/x-www-form-urlencoded\b/i.test(type)) return undefined;
  return new URLSearchParams(await request.text()).getAll(FIELD).at(-1);
}
