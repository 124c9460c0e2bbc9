import type { JsonSchema } from "./json-schema.ts";

/** The parts of an OpenAPI 3.1 document that we write: its names are the specification's. */
export interface OpenApiDocument {
  openapi: string;
  info: Record<string, unknown>;
  servers?: unknown[];
  paths: Record<string, PathItem>;
  webhooks?: Record<string, PathItem>;
  components?: DocumentComponents;
  tags?: unknown[];
  [extension: string]: unknown;
}

export interface DocumentComponents {
  schemas?: Record<string, JsonSchema>;
  securitySchemes?: Record<string, unknown>;
  [kind: string]: Record<string, unknown> | undefined;
}

/** Operations by lower-case method. */
export type PathItem = Record<string, OperationObject>;

export interface OperationObject {
  tags?: readonly string[];
  summary?: string;
  description?: string;
  operationId?: string;
  deprecated?: boolean;
  parameters?: ParameterObject[];
  requestBody?: RequestBodyObject;
  responses: Record<string, ResponseObject>;
  callbacks?: Record<string, Record<string, PathItem>>;
  security?: Record<string, readonly string[]>[];
  [extension: string]: unknown;
}

export interface ParameterObject {
  name: string;
  in: string;
  required: boolean;
  schema: JsonSchema;
  description?: string;
  deprecated?: boolean;
  example?: unknown;
  examples?: Readonly<Record<string, unknown>>;
}

export interface MediaTypeObject {
  schema?: JsonSchema;
  example?: unknown;
  examples?: Readonly<Record<string, unknown>>;
}

export interface RequestBodyObject {
  description?: string;
  required?: boolean;
  content: Record<string, MediaTypeObject>;
}

export interface ResponseObject {
  description: string;
  headers?: Readonly<Record<string, unknown>>;
  content?: Record<string, MediaTypeObject>;
  links?: Readonly<Record<string, unknown>>;
}
