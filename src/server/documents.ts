import type { FastAPI } from "../api/fastapi.ts";
import { buildDocument, withRootPath } from "../openapi/document.ts";
import type { OpenApiDocument } from "../openapi/document-types.ts";

/**
 * Gives an application and those mounted on it their documents, and makes each once, so that mistakes in them are
 * errors at start.
 *
 * @throws DuplicateComponentError, DuplicateOperationIdError
 */
export function prepareDocuments(app: FastAPI): void {
  let built: OpenApiDocument | null = null;
  app.documentBuilder = () =>
    (built ??= buildDocument({ settings: app.settings, operations: app.operations }));
  if (app.settings.openapiUrl !== null) app.openapi();
  for (const mount of app.mounts) prepareDocuments(mount.app);
}

/** An application's document for a client that reaches it below `rootPath`. */
export function documentBelow(app: FastAPI, rootPath: string): OpenApiDocument {
  const document = app.openapi() as OpenApiDocument;
  return app.settings.rootPathInServers ? withRootPath(document, rootPath) : document;
}
