/// <reference types="node" preserve="true" />
export { api } from "./api/default.ts";
export { FastAPI, type Mount, type MountOptions, type OpenAPIDocument } from "./api/fastapi.ts";
export type {
  ContactInfo,
  FastAPIOptions,
  FastAPISettings,
  LicenseInfo,
  ServerInfo,
  TagMetadata,
} from "./api/fastapi-options.ts";
export type { WebSocket, WebSocketState } from "./api/websockets/web-socket.ts";
export type { WebSocketMessage } from "./api/websockets/handshake.ts";
export type { WebSocketHandler, WebSocketOptions } from "./api/websockets/web-socket-route.ts";
export type { WebSocketOperation } from "./api/websockets/web-socket-operation.ts";
export { APIRouter, type IncludeOptions, type RouterOptions } from "./api/routing/router.ts";
export type { Handler, ResponseClass, Route, RouteOptions, SharedRouteOptions } from "./api/routing/route.ts";
export type { Lifespan } from "./api/lifespan.ts";
export type { Middleware } from "./api/middleware.ts";
export type { ExceptionHandler } from "./api/execution/exception-handlers.ts";

export { body, cookie, file, form, header, Parameter, path, query } from "./api/parameters/markers.ts";
export type {
  BodyOptions,
  ExampleObject,
  HeaderOptions,
  ParameterOptions,
} from "./api/parameters/markers.ts";
export type { ArgumentDeclarations, ArgumentValue, ArgumentValues } from "./api/parameters/argument.ts";
export { UploadFile } from "./api/bodies/upload-file.ts";

export {
  Dependency,
  depends,
  type DependencyOptions,
  type DependencyScope,
} from "./api/dependencies/depends.ts";

export type { Context, WebSocketContext } from "./api/context/context.ts";
export { Request, type RequestState } from "./api/context/request.ts";
export type { ResponseParameters } from "./api/context/response-parameters.ts";
export { BackgroundTasks } from "./api/context/background.ts";
export type { CookieOptions } from "./api/context/set-cookie.ts";

export { Response, type ResponseOptions } from "./api/responses/response.ts";
export { jsonableEncoder } from "./api/responses/encoder.ts";
export { status } from "./api/status.ts";
export { JSONResponse } from "./api/responses/json-response.ts";
export { HTMLResponse, PlainTextResponse } from "./api/responses/text-responses.ts";
export { RedirectResponse } from "./api/responses/redirect-response.ts";
export { StreamingResponse } from "./api/responses/streaming-response.ts";
export { StaticFiles, type StaticFilesOptions } from "./api/static-files/static-files.ts";
export type { FrontendOptions } from "./api/static-files/frontend.ts";
export { FileResponse, type FileResponseOptions } from "./api/responses/file-response.ts";
export { EventSourceResponse, ServerSentEvent } from "./api/responses/event-source-response.ts";
export type { ResponseDeclaration, ResponseDeclarations } from "./api/responses/declarations.ts";
export type { ResponseExclusion } from "./api/responses/exclusion.ts";
export type { KeySelection, ResponseKeys } from "./api/responses/response-keys.ts";

export type { HttpMethod, Operation } from "./api/operations/operation.ts";
export { apiKeyCookie, apiKeyHeader, apiKeyQuery, type ApiKeyOptions } from "./api/security/api-key.ts";
export type { SecurityOptions } from "./api/security/dependency.ts";
export {
  httpBasic,
  httpBearer,
  type HTTPAuthorizationCredentials,
  type HTTPBasicCredentials,
} from "./api/security/http.ts";
export {
  oauth2AuthorizationCodeBearer,
  oauth2PasswordBearer,
  oauth2PasswordRequestForm,
  openIdConnect,
  requireScopes,
  type OAuth2PasswordRequest,
} from "./api/security/oauth2.ts";
export type { SecurityRequirement, SecurityScheme } from "./api/security/scheme.ts";

export { csrfToken, optionalUser, session } from "./contrib/auth/session.ts";
export {
  loginRequired,
  permissionRequired,
  staffRequired,
  superuserRequired,
  userPassesTest,
} from "./contrib/auth/requirements.ts";
export { allOf, anyOf, not } from "./contrib/auth/combine.ts";
export type { UserRequirement } from "./contrib/auth/requirement.ts";
export { sessionAuthentication } from "./contrib/auth/session-authentication.ts";
export { tokenAuthentication, type TokenAuthenticationOptions } from "./contrib/auth/token-authentication.ts";
export { jwtAuthentication, type JwtAuthenticationOptions } from "./contrib/auth/jwt-authentication.ts";
export { jwtRouter, type JwtRouterOptions } from "./contrib/auth/jwt-router.ts";
export { basicAuthentication, type BasicAuthenticationOptions } from "./contrib/auth/basic-authentication.ts";
export { authenticationBy, type AuthenticationByOptions } from "./contrib/auth/authentication-by.ts";
export type { UserAuthentication } from "./contrib/auth/authentication.ts";
export type { Authentication, AuthenticationScheme } from "./api/security/authentication.ts";
export { authToken } from "./auth/tokens/auth-token.ts";
export {
  blacklistToken,
  createSlidingToken,
  createTokenPair,
  refreshSlidingToken,
  refreshTokenPair,
  verifyToken,
  type IssueOptions,
  type TokenPair,
} from "./auth/tokens/issue.ts";
export type { Claims } from "./auth/tokens/compact.ts";
export * as signing from "./contrib/signing.ts";
export { authenticate, login, logout } from "./contrib/auth/login.ts";
export { checkPassword, makePassword } from "./contrib/auth/passwords.ts";
export { AnonymousUser, type User } from "./auth/users/user.ts";
export type { Session } from "./auth/sessions/session.ts";
export {
  AuthenticationFailed,
  BadSignature,
  PermissionDenied,
  SignatureExpired,
  TokenError,
} from "./errors/auth.ts";

export { messages, type Messages } from "./contrib/messages.ts";
export { modelSchema } from "./contrib/model-schema/model-schema.ts";
export type { ModelSchemaOptions } from "./contrib/model-schema/options.ts";
export type { ModelSchema } from "./contrib/model-schema/types.ts";

export { crudRouter } from "./contrib/crud/crud-router.ts";
export type { CrudOperation, CrudOptions, CrudPermission, CrudSchema } from "./contrib/crud/options.ts";
export { applyChanges } from "./contrib/writes/apply-changes.ts";
export { saveChanges } from "./contrib/writes/save-changes.ts";
export { withWriteErrors, type WriteErrorOptions } from "./contrib/writes/write-errors.ts";
export { filterSchema, type QueryFilter } from "./contrib/filters/filter-schema.ts";
export type { FilterOptions } from "./contrib/filters/options.ts";
export { cursorPagination, type CursorOptions, type CursorPage } from "./contrib/pagination/cursor.ts";
export { limitOffsetPagination, type LimitOffsetOptions } from "./contrib/pagination/limit-offset.ts";
export { pageNumberPagination, type PageNumberOptions } from "./contrib/pagination/page-number.ts";
export type { Paginator } from "./contrib/pagination/paginator.ts";
export { getListOr404 } from "./contrib/shortcuts/get-list-or-404.ts";
export { getObjectOr404 } from "./contrib/shortcuts/get-object-or-404.ts";
export { redirect, type RedirectOptions } from "./contrib/shortcuts/redirect.ts";
export { render, type RenderOptions } from "./contrib/shortcuts/render.ts";
export { reverse, type UrlArguments } from "./contrib/shortcuts/reverse.ts";

export { storeFile, type StoreFileOptions } from "./contrib/files/store-file.ts";
export { deleteFile } from "./contrib/files/delete-file.ts";
export { cache, caches, type Cache, type CacheOptions, type CacheSetOptions } from "./python/cache.ts";
export { call, type CallArguments, type CallOptions } from "./python/call.ts";
export { enqueue } from "./python/enqueue.ts";
export { pythonFunction, type PythonFunction } from "./python/python-function.ts";
export { sendMail, type Mail, type MailAttachment } from "./python/send-mail.ts";

export { BridgeError } from "./errors/base.ts";
export {
  PythonArgumentInvalid,
  PythonBusy,
  PythonError,
  PythonTimeout,
  PythonUnavailable,
  PythonWorkerDied,
  PythonWorkerFailed,
} from "./errors/python.ts";
export {
  HTTPException,
  RequestValidationError,
  ResponseValidationError,
  type ErrorDetail,
} from "./errors/api.ts";
export {
  WebSocketDisconnect,
  WebSocketException,
  WebSocketMessageValidationError,
  WebSocketRequestValidationError,
} from "./errors/websockets.ts";

// What inferred types of a project's exports are made of: with `declaration: true` it must be possible to name them.
export type { DeclaredNames } from "./api/parameters/argument.ts";
export type { LoggedIn } from "./auth/users/user.ts";
export type { Computed as ComputedKeys, ComputedField } from "./contrib/model-schema/options.ts";
export type { PageCut } from "./contrib/pagination/page-cut.ts";
export type { PageShape } from "./contrib/pagination/paginator.ts";
