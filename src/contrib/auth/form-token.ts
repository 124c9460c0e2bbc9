import type { Context } from "../../api/context/context.ts";

const FIELD = "csrfmiddlewaretoken";

/**
 * The token in a form, as Django reads it for POST. A multipart form that the operation does not declare is the
 * handler's own to read, as a stream perhaps: it is read here only where there is no other token to be had.
 *
 * @throws HTTPException 400 for a multipart body that cannot be taken apart
 */
export async function formToken(
  context: Context,
  otherToken: string | undefined,
): Promise<string | undefined> {
  const { request, declaredBody } = context;
  if (request.method !== "POST") return undefined;
  const type = request.headers["content-type"] ?? "";
  const isMultipart = /^multipart\/form-data\b/i.test(type);
  if (!isMultipart && !/^application\/x-www-form-urlencoded\b/i.test(type)) return undefined;
  if (isMultipart && (declaredBody === "json" || (declaredBody === null && otherToken !== undefined)))
    return undefined;
  const { fields } = await context.readForm();
  return fields.getAll(FIELD).findLast((value) => typeof value === "string");
}
