import type { FastAPI } from "../api/fastapi.ts";
import { buildDocument, withRootPath } from "../openapi/document.ts";
import type { OpenApiDocument } from "../openapi/document-types.ts";
import { joinDocuments } from "../openapi/join.ts";
import type { MaybePromise } from "../util/maybe-promise.ts";

/** Gives an application's document for a client that reaches it below `rootPath`. */
export type DocumentSource = (app: FastAPI, rootPath: string) => MaybePromise<unknown>;

/**
 * Gives an application and those mounted on it their documents, and makes each once, so that mistakes in them are
 * errors at start.
 *
 * @throws DuplicateComponentError, DuplicateOperationIdError
 */
export function prepareDocuments(app: FastAPI): void {
  let built: OpenApiDocument | null = null;
  app.documentBuilder = () =>
    (built ??= buildDocument({
      settings: app.settings,
      operations: app.operations,
      webhooks: app.webhookOperations,
    }));
  if (app.settings.openapiUrl !== null) app.openapi();
  for (const mount of app.mounts) prepareDocuments(mount.app);
}

/** An application's document for a client that reaches it below `rootPath`. */
export function documentBelow(app: FastAPI, rootPath: string): OpenApiDocument {
  const document = app.openapi() as OpenApiDocument;
  return app.settings.rootPathInServers ? withRootPath(document, rootPath) : document;
}

/**
 * Adds to the default instance's document the operations that Python serves on the same port. Asked for until it is
 * there: while Python cannot say, the document is ours alone.
 */
export function withPythonDocument(
  api: FastAPI,
  ask: () => Promise<OpenApiDocument | null>,
  onError: (error: unknown) => void,
): DocumentSource {
  let theirs: OpenApiDocument | null | undefined;
  return async (app, rootPath) => {
    const ours = documentBelow(app, rootPath);
    if (app !== api) return ours;
    try {
      if (theirs === undefined) theirs = await ask();
    } catch (error) {
      onError(error);
    }
    return theirs ? joinDocuments(ours, theirs) : ours;
  };
}
