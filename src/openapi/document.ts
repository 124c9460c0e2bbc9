import type { FastAPISettings } from "../api/fastapi-options.ts";
import type { OperationDescription } from "../api/operations/operation.ts";
import { DuplicateOperationIdError } from "../errors/openapi.ts";
import { Components } from "./components.ts";
import type { OpenApiDocument } from "./document-types.ts";
import { pathItems } from "./operation-object.ts";
import { SecuritySchemes } from "./security-schemes.ts";

export interface DocumentSource {
  readonly settings: FastAPISettings;
  readonly operations: readonly OperationDescription[];
  /** Their `path` is the webhook's name. */
  readonly webhooks?: readonly OperationDescription[];
}

/**
 * The OpenAPI 3.1 document of an application: FastAPI's `get_openapi`. The same operations give the same document,
 * byte for byte.
 *
 * @throws DuplicateComponentError, DuplicateOperationIdError
 */
export function buildDocument({ settings, operations, webhooks = [] }: DocumentSource): OpenApiDocument {
  checkOperationIds(operations);
  const parts = {
    components: new Components(settings.separateInputOutputSchemas),
    securitySchemes: new SecuritySchemes(),
  };
  const paths = pathItems(operations, parts);
  const hooks = pathItems(webhooks, parts);
  const schemas = parts.components.finish();
  const securitySchemes = parts.securitySchemes.byName();
  const components = {
    ...(Object.keys(schemas).length > 0 && { schemas }),
    ...(Object.keys(securitySchemes).length > 0 && { securitySchemes }),
  };
  return {
    openapi: "3.1.0",
    info: infoObject(settings),
    ...(settings.servers.length > 0 && { servers: [...settings.servers] }),
    paths,
    ...(Object.keys(hooks).length > 0 && { webhooks: hooks }),
    ...(Object.keys(components).length > 0 && { components }),
    ...(settings.openapiTags.length > 0 && { tags: [...settings.openapiTags] }),
  };
}

/** The document for a client that reaches the application below `rootPath`: it leads the servers, as FastAPI adds it. */
export function withRootPath(document: OpenApiDocument, rootPath: string): OpenApiDocument {
  const servers = (document.servers ?? []) as { url: string }[];
  if (rootPath === "" || servers.some((server) => server.url === rootPath)) return document;
  const { openapi, info, ...rest } = document;
  return { openapi, info, ...rest, servers: [{ url: rootPath }, ...servers] };
}

function infoObject(settings: FastAPISettings): OpenApiDocument["info"] {
  const { title, summary, description, termsOfService, contact, licenseInfo, version } = settings;
  return {
    title,
    ...(summary !== null && { summary }),
    ...(description !== "" && { description }),
    ...(termsOfService !== null && { termsOfService }),
    ...(contact !== null && { contact }),
    ...(licenseInfo !== null && { license: licenseInfo }),
    version,
  };
}

function checkOperationIds(operations: readonly OperationDescription[]): void {
  const seen = new Map<string, OperationDescription>();
  for (const operation of operations) {
    if (!operation.includeInSchema) continue;
    const before = seen.get(operation.operationId);
    if (before !== undefined)
      throw new DuplicateOperationIdError(
        operation.operationId,
        [before, operation].map(({ method, path }) => `${method} ${path}`),
      );
    seen.set(operation.operationId, operation);
  }
}
