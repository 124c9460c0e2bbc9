import { ArgumentDeclarationError } from "../../errors/api.ts";
import type { HttpMethod } from "../operations/operation.ts";
import { inputSchema, valueKind } from "../schemas/kind.ts";
import type { Schema } from "./argument.ts";
import { Parameter, type AnyParameterOptions, type ParameterLocation } from "./markers.ts";

/** A declared argument with its location and its name in the request settled. */
export interface ResolvedParameter {
  /** Its key in `args`. */
  readonly argument: string;
  readonly location: ParameterLocation;
  /** Its name in the request. */
  readonly name: string;
  readonly schema: Schema;
  readonly options: AnyParameterOptions;
  /** An object schema whose properties are the parameters (query, header, cookie, form). */
  readonly isModel: boolean;
}

/** What opens a WebSocket is a request without a body. */
export type RequestKind = HttpMethod | "WEBSOCKET";

/** What an argument's location depends on. */
export interface ResolutionScope {
  readonly method: RequestKind;
  readonly path: string;
  readonly pathNames: ReadonlySet<string>;
  readonly declaredAt: string | null;
}

const BODILESS = new Set<RequestKind>(["GET", "HEAD", "OPTIONS", "TRACE", "WEBSOCKET"]);
const CAN_BE_MODEL = new Set<ParameterLocation>(["query", "header", "cookie", "form"]);

/**
 * Where an argument comes from: its marker says, else a name of the path is a path parameter, a scalar or an array
 * of scalars a query parameter, anything that holds an object the body, a file a form's file.
 *
 * @throws ArgumentDeclarationError when the schema does not say, or the location cannot carry it.
 */
export function resolveParameter(
  argument: string,
  declaration: Schema | Parameter<unknown, string>,
  scope: ResolutionScope,
): ResolvedParameter {
  const marked = declaration instanceof Parameter;
  const schema = marked ? declaration.schema : declaration;
  const options = marked ? declaration.options : {};
  const location = marked ? declaration.location : inferLocation(argument, schema, scope);
  const name =
    options.alias ??
    (location === "header" && options.convertUnderscores !== false ? headerName(argument) : argument);
  const isModel = CAN_BE_MODEL.has(location) && inputSchema(schema)._zod.def.type === "object";
  const resolved = { argument, location, name, schema, options, isModel };
  checkLocation(resolved, scope);
  return resolved;
}

/** `xTrace` and `x_trace` are "x-trace". */
export function headerName(argument: string): string {
  return argument
    .replaceAll("_", "-")
    .replaceAll(/(?<=[a-z0-9])[A-Z]/g, (capital) => `-${capital}`)
    .toLowerCase();
}

function inferLocation(argument: string, schema: Schema, scope: ResolutionScope): ParameterLocation {
  if (scope.pathNames.has(argument)) return "path";
  switch (valueKind(schema)) {
    case "scalar":
    case "scalars":
      return "query";
    case "file":
      return "file";
    case "object":
      if (!BODILESS.has(scope.method)) return "body";
      throw problem(
        argument,
        scope,
        `is an object, and a ${scope.method} request has no body: mark it with query() or body()`,
      );
    case "unknown":
      throw problem(
        argument,
        scope,
        "has a schema that does not say where its value comes from: mark it with query(), body() or another location",
      );
  }
}

function checkLocation(
  { argument, location, name, schema, isModel }: ResolvedParameter,
  scope: ResolutionScope,
): void {
  if (location === "path" && !scope.pathNames.has(name))
    throw problem(argument, scope, `is a path parameter, but the path has no {${name}}`);
  if (isModel || location === "body" || location === "file") return;
  const kind = valueKind(schema);
  if (kind === "object" || (kind === "scalars" && location === "path"))
    throw problem(argument, scope, `is read from the ${location}, which cannot carry its schema`);
}

function problem(
  argument: string,
  { method, path, declaredAt }: ResolutionScope,
  text: string,
): ArgumentDeclarationError {
  return new ArgumentDeclarationError(`${method} ${path}: argument "${argument}" ${text}`, declaredAt);
}
