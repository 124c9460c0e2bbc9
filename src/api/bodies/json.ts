import { HTTPException, RequestValidationError } from "../../errors/api.ts";
import type { HttpRequest } from "../http.ts";
import { NO_BODY, type BodyContent } from "./content.ts";
import { isJsonMediaType, mediaTypeOf } from "./content-type.ts";
import { nestsDeeper } from "./json-depth.ts";
import { jsonProblem } from "./json-problem.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: false });

/** Of arrays and objects in each other: no data is as deep. Python's parser ends near 1,000. */
const MAX_DEPTH = 500;

/**
 * Reads a JSON body. One that does not say it is JSON is not parsed (FastAPI's strict content type: a browser's
 * simple request from another site must not pass for an API call).
 *
 * @throws RequestValidationError `json_invalid`, with pydantic's loc and message; HTTPException 400 for one that is nested
 *   too deeply, as FastAPI answers Python's RecursionError
 */
export async function readJsonBody(request: HttpRequest, strictContentType: boolean): Promise<BodyContent> {
  const bytes = await request.body();
  if (bytes.length === 0) return NO_BODY;
  const text = decoder.decode(bytes);
  const mediaType = mediaTypeOf(request.headers["content-type"]);
  const isJson = mediaType === null ? !strictContentType : isJsonMediaType(mediaType);
  if (!isJson) return { kind: "text", value: text };
  if (nestsDeeper(bytes, MAX_DEPTH)) throw new HTTPException(400, "There was an error parsing the body");
  try {
    return { kind: "json", value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { position, message } = jsonProblem(text);
    throw RequestValidationError.of(
      [
        {
          type: "json_invalid",
          loc: ["body", position],
          msg: "JSON decode error",
          input: {},
          ctx: { error: message },
        },
      ],
      text,
    );
  }
}
