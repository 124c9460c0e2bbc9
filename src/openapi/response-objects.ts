import { STATUS_CODES } from "node:http";
import type { OperationDescription } from "../api/operations/operation.ts";
import type { Schema } from "../api/parameters/argument.ts";
import type { ResponseDeclaration } from "../api/responses/declarations.ts";
import type { Components } from "./components.ts";
import type { MediaTypeObject, ResponseObject } from "./document-types.ts";
import { titleOf, withTitle } from "./titles.ts";
import { HTTP_ERROR, HTTP_VALIDATION_ERROR } from "./error-schemas.ts";

/** FastAPI's descriptions of ranges. */
const RANGES: Readonly<Record<string, string>> = {
  "1XX": "Information",
  "2XX": "Success",
  "3XX": "Redirection",
  "4XX": "Client Error",
  "5XX": "Server Error",
  DEFAULT: "Default Response",
};

/** The responses of an operation: what its handler returns, what is declared, and what happens without being declared. */
export function responseObjects(
  operation: OperationDescription,
  components: Components,
  owner: string,
): Record<string, ResponseObject> {
  const { operationId, response, responses } = operation;
  const success: ResponseObject = { description: response.description };
  if (response.mediaType !== null && hasBody(response.statusCode)) {
    const isJson = response.mediaType === "application/json";
    const media: MediaTypeObject = { schema: isJson ? {} : { type: "string" } };
    success.content = { [response.mediaType]: media };
    if (response.schema !== null)
      placeSchema(media, response.schema, `Response_${operationId}`, components, owner);
  }
  const objects: Record<string, ResponseObject> = { [response.statusCode]: success };
  for (const [status, declaration] of Object.entries(responses)) {
    const description = RANGES[status.toUpperCase()] ?? STATUS_CODES[status] ?? "Additional Response";
    // A declaration for the handler's own status adds to it.
    declare(
      (objects[status] ??= { description }),
      declaration,
      `Response_${status}_${operationId}`,
      components,
      owner,
    );
  }
  const declares = (status: string): boolean =>
    [status, `${status[0]}XX`, "default"].some((key) => key in objects);
  // A wrong or missing value: FastAPI's rule.
  if ((operation.parameters.length > 0 || operation.body !== null) && !declares("422"))
    objects["422"] = errorResponse("Validation Error", HTTP_VALIDATION_ERROR, components, owner);
  if (operation.security.some((requirement) => requirement.optional !== true) && !declares("401"))
    objects["401"] = errorResponse("Unauthorized", HTTP_ERROR, components, owner);
  return objects;
}

function declare(
  object: ResponseObject,
  declaration: ResponseDeclaration,
  name: string,
  components: Components,
  owner: string,
): void {
  const { description, headers, links, content = {}, schema, mediaType = "application/json" } = declaration;
  if (description !== undefined) object.description = description;
  if (headers !== undefined) object.headers = headers;
  if (links !== undefined) object.links = links;
  for (const [type, media] of Object.entries(content)) Object.assign(mediaOf(object, type), media);
  if (schema !== undefined) placeSchema(mediaOf(object, mediaType), schema, name, components, owner);
}

function mediaOf(object: ResponseObject, type: string): MediaTypeObject {
  const content = (object.content ??= {});
  return (content[type] ??= {});
}

/** `name` is FastAPI's for a response that is no component: its title is made of it. */
function placeSchema(
  media: MediaTypeObject,
  schema: Schema,
  name: string,
  components: Components,
  owner: string,
): void {
  components.use(schema, "output", owner, (json) => {
    media.schema = withTitle(json, titleOf(name));
  });
}

function errorResponse(
  description: string,
  schema: Schema,
  components: Components,
  owner: string,
): ResponseObject {
  const media: MediaTypeObject = {};
  placeSchema(media, schema, description, components, owner);
  return { description, content: { "application/json": media } };
}

/** `fastapi.utils.is_body_allowed_for_status_code`. */
function hasBody(status: number): boolean {
  return status >= 200 && ![204, 205, 304].includes(status);
}
