import type { OperationBody, OperationDescription, OperationParameter } from "../api/operations/operation.ts";
import type { Components } from "./components.ts";
import type { ParameterObject, RequestBodyObject } from "./document-types.ts";
import { titleOf, withTitle } from "./titles.ts";

/** The parameters of an operation, in FastAPI's order: by location, then as declared. */
export function parameterObjects(
  operation: OperationDescription,
  components: Components,
  owner: string,
): ParameterObject[] {
  const shown = operation.parameters.filter((parameter) => parameter.includeInSchema);
  const inOrder = (["path", "query", "header", "cookie"] as const).flatMap((location) =>
    shown.filter((parameter) => parameter.location === location),
  );
  return inOrder.map((parameter) => parameterObject(parameter, components, owner));
}

function parameterObject(
  parameter: OperationParameter,
  components: Components,
  owner: string,
): ParameterObject {
  const object: ParameterObject = {
    name: parameter.name,
    in: parameter.location,
    required: parameter.required,
    schema: {},
  };
  if (parameter.deprecated) object.deprecated = true;
  if (parameter.example !== undefined) object.example = parameter.example;
  if (parameter.examples !== null) object.examples = parameter.examples;
  components.use(parameter.schema, "input", owner, (json) => {
    const description = parameter.description ?? json["description"];
    const described = {
      ...json,
      ...(description !== undefined && { description }),
      ...(parameter.deprecated && { deprecated: true }),
    };
    object.schema = withTitle(described, parameter.title ?? titleOf(parameter.name));
    if (typeof description === "string") object.description = description;
  });
  return object;
}

export function requestBodyObject(
  operation: OperationDescription,
  body: OperationBody,
  components: Components,
  owner: string,
): RequestBodyObject {
  if (body.composed) components.name(body.schema, `Body_${operation.operationId}`);
  const object: RequestBodyObject = { content: {} };
  const { example, examples } = body;
  components.use(body.schema, "input", owner, (json) => {
    const schema = body.title === null ? json : withTitle(json, body.title);
    object.content[body.mediaType] = {
      schema,
      ...(example !== undefined && { example }),
      ...(examples !== null && { examples }),
    };
  });
  if (body.description !== null) object.description = body.description;
  if (body.required) object.required = true;
  return object;
}
