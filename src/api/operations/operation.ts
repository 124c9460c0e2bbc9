import type { HttpRequest, HttpResponse } from "../http.ts";
import type { Schema } from "../parameters/argument.ts";
import type { ExampleObject } from "../parameters/markers.ts";
import type { ResponseDeclaration } from "../responses/declarations.ts";
import type { SecurityRequirement } from "../security/scheme.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";

export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"] as const;

export type HttpMethod = (typeof HTTP_METHODS)[number];

/**
 * A path operation, finished: prefixes joined, dependencies flattened. `openapi/` reads what it is, `server/` and
 * `testing/` call `handle`.
 */
export interface Operation extends OperationDescription {
  /** Asked only where nothing else has the path, Django included. */
  readonly isFallback: boolean;
  /**
   * Answers a request whose method and path are this operation's. Without a promise when nothing in it waits.
   * Never throws: an unexpected error is a 500 with `error` set. `finished` of the response must be called.
   */
  handle(request: HttpRequest): MaybePromise<HttpResponse>;
}

export interface OperationDescription {
  readonly method: HttpMethod;
  /** "/v1/books/{book_id}": below the application's root path; `{name:path}` spans slashes. */
  readonly path: string;
  /** The handler's name, or the one given; null for an anonymous one. */
  readonly name: string | null;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly includeInSchema: boolean;
  /** Of the handler and of all dependencies, each name of a location once, in order of declaration. */
  readonly parameters: readonly OperationParameter[];
  readonly body: OperationBody | null;
  /** The response of a handler that returns. */
  readonly response: OperationResponse;
  /** The others by status ("404", "4XX", "default"), those of dependencies and routers included. */
  readonly responses: Readonly<Record<string, ResponseDeclaration>>;
  /** Security schemes that are all needed (OpenAPI: one requirement object with these names). */
  readonly security: readonly SecurityRequirement[];
  /** Path operations that the API's client serves, by callback name. */
  readonly callbacks: readonly OperationDescription[];
  /** Merged into the operation's object in the document. */
  readonly openapiExtra: Readonly<Record<string, unknown>>;
  /** File and line of the declaration. */
  readonly declaredAt: string | null;
}

export interface OperationParameter {
  /** The name in the request: alias applied, header names converted. */
  readonly name: string;
  readonly location: "path" | "query" | "header" | "cookie";
  readonly schema: Schema;
  readonly required: boolean;
  readonly title: string | null;
  readonly description: string | null;
  readonly deprecated: boolean;
  readonly includeInSchema: boolean;
  /** Undefined when there is none. */
  readonly example: unknown;
  readonly examples: Readonly<Record<string, ExampleObject>> | null;
}

export interface OperationBody {
  readonly mediaType: string;
  readonly required: boolean;
  /**
   * The whole body: the one model, or an object of the embedded ones. A composed object (several bodies, form
   * fields) is named `Body_<operationId>` as FastAPI does; then `composed` is true.
   */
  readonly schema: Schema;
  readonly composed: boolean;
  readonly title: string | null;
  readonly description: string | null;
  readonly example: unknown;
  readonly examples: Readonly<Record<string, ExampleObject>> | null;
}

export interface OperationResponse {
  readonly statusCode: number;
  readonly description: string;
  /** "application/json", or the response class's; null: no body. */
  readonly mediaType: string | null;
  /** What the handler's value is checked by; null: anything. */
  readonly schema: Schema | null;
}
