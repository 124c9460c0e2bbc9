import type { OperationDescription } from "../api/operations/operation.ts";
import { openapiPath } from "../api/paths/template.ts";
import type { Components } from "./components.ts";
import type { OperationObject, PathItem } from "./document-types.ts";
import { parameterObjects, requestBodyObject } from "./request-objects.ts";
import { responseObjects } from "./response-objects.ts";
import type { SecuritySchemes } from "./security-schemes.ts";

/** What the operations of one document share. */
export interface DocumentParts {
  readonly components: Components;
  readonly securitySchemes: SecuritySchemes;
}

/** Operations by path and method. `prefix` "": paths are below the application. */
export function pathItems(
  operations: readonly OperationDescription[],
  parts: DocumentParts,
): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  for (const operation of operations) {
    if (!operation.includeInSchema) continue;
    const path = openapiPath(operation.path);
    (paths[path] ??= {})[operation.method.toLowerCase()] = operationObject(operation, parts);
  }
  return paths;
}

function operationObject(operation: OperationDescription, parts: DocumentParts): OperationObject {
  const { components, securitySchemes } = parts;
  const owner = `${operation.method} ${operation.path}`;
  const parameters = parameterObjects(operation, components, owner);
  const security = securitySchemes.requirements(operation.security, owner);
  return {
    ...(operation.tags.length > 0 && { tags: operation.tags }),
    summary: operation.summary,
    ...(operation.description !== null && { description: operation.description }),
    operationId: operation.operationId,
    ...(operation.deprecated && { deprecated: true }),
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body !== null && {
      requestBody: requestBodyObject(operation, operation.body, components, owner),
    }),
    responses: responseObjects(operation, components, owner),
    ...(operation.callbacks.length > 0 && { callbacks: callbackObjects(operation.callbacks, parts) }),
    ...(security.length > 0 && { security }),
    ...operation.openapiExtra,
  };
}

/** FastAPI names a callback by its function, and gives each its own object. */
function callbackObjects(
  callbacks: readonly OperationDescription[],
  parts: DocumentParts,
): Record<string, Record<string, PathItem>> {
  return Object.fromEntries(
    callbacks.map((callback) => [callback.name ?? callback.operationId, pathItems([callback], parts)]),
  );
}
