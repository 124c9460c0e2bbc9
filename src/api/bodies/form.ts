import type { HttpRequest } from "../http.ts";
import { parseQueryString } from "../parameters/query-string.ts";
import { MultiSource } from "../parameters/sources.ts";
import type { FormContent } from "./content.ts";
import { mediaTypeOf } from "./content-type.ts";
import { readMultipart } from "./multipart.ts";

/**
 * Reads a form, urlencoded or multipart. A body of another type is an empty form, as in Starlette.
 *
 * @throws HTTPException 400 for a multipart body that cannot be taken apart.
 */
export async function readFormBody(
  request: HttpRequest,
  onFinished: (cleanUp: () => unknown) => void,
): Promise<FormContent> {
  const header = request.headers["content-type"];
  switch (mediaTypeOf(header)) {
    case "application/x-www-form-urlencoded": {
      const text = new TextDecoder().decode(await request.body());
      return { kind: "form", fields: new MultiSource<unknown>(parseQueryString(text)) };
    }
    case "multipart/form-data":
      return { kind: "form", fields: new MultiSource(await readMultipart(request, onFinished)) };
    default:
      return { kind: "form", fields: new MultiSource<unknown>([]) };
  }
}
