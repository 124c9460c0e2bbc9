import { Argument, type OwnKey, type Schema } from "./argument.ts";
import { z } from "zod";
import type { UploadFile } from "../bodies/upload-file.ts";

/** Where a parameter's value comes from. */
export type ParameterLocation = "path" | "query" | "header" | "cookie" | "body" | "form" | "file";

export interface ExampleObject {
  readonly summary?: string;
  readonly description?: string;
  readonly value?: unknown;
  readonly externalValue?: string;
}

/** What a marker can say about its parameter, beyond its schema. */
export interface ParameterOptions<Alias extends string = string> {
  /** The name in the request, where it is not the argument's. */
  readonly alias?: Alias;
  readonly title?: string;
  readonly description?: string;
  readonly example?: unknown;
  /** Examples by name, as OpenAPI has them. */
  readonly examples?: Readonly<Record<string, ExampleObject>>;
  readonly deprecated?: boolean;
  /** False keeps it out of the OpenAPI document. */
  readonly includeInSchema?: boolean;
}

export interface HeaderOptions<Alias extends string = string> extends ParameterOptions<Alias> {
  /** False keeps underscores and capitals of the argument's name as they are. */
  readonly convertUnderscores?: boolean;
}

export interface BodyOptions<Alias extends string = string> extends ParameterOptions<Alias> {
  /** Expects the body under its name (`{"item": {...}}`), as two bodies do without being told. */
  readonly embed?: boolean;
  /** Default "application/json". */
  readonly mediaType?: string;
}

export type AnyParameterOptions = HeaderOptions & BodyOptions;

/** A schema with the location it is read from: what `query(...)` and its siblings give. */
export class Parameter<out T, out Names extends string = OwnKey> extends Argument<T, Names> {
  readonly location: ParameterLocation;
  readonly schema: Schema;
  readonly options: AnyParameterOptions;

  constructor(location: ParameterLocation, schema: Schema, options: AnyParameterOptions = {}) {
    super();
    this.location = location;
    this.schema = schema;
    this.options = options;
  }
}

/**
 * A path parameter: the `{name}` of a path.
 *
 * @example { args: { id: path(z.int(), { alias: "book_id" }) } }
 */
export function path<S extends Schema, const Alias extends string = OwnKey>(
  schema: S,
  options?: ParameterOptions<Alias>,
): Parameter<z.output<S>, Alias> {
  return new Parameter("path", schema, options);
}

/** A query parameter; with an object schema, each of its properties is one. */
export function query<S extends Schema, const Alias extends string = OwnKey>(
  schema: S,
  options?: ParameterOptions<Alias>,
): Parameter<z.output<S>, Alias> {
  return new Parameter("query", schema, options);
}

/** A request header: `xTrace` and `x_trace` read `x-trace`. With an object schema, each of its properties is one. */
export function header<S extends Schema, const Alias extends string = OwnKey>(
  schema: S,
  options?: HeaderOptions<Alias>,
): Parameter<z.output<S>, Alias> {
  return new Parameter("header", schema, options);
}

/** A cookie; with an object schema, each of its properties is one. */
export function cookie<S extends Schema, const Alias extends string = OwnKey>(
  schema: S,
  options?: ParameterOptions<Alias>,
): Parameter<z.output<S>, Alias> {
  return new Parameter("cookie", schema, options);
}

/** The request's JSON body, or one key of it when there are several or `embed` says so. */
export function body<S extends Schema, const Alias extends string = OwnKey>(
  schema: S,
  options?: BodyOptions<Alias>,
): Parameter<z.output<S>, Alias> {
  return new Parameter("body", schema, options);
}

/** A form field (urlencoded or multipart); with an object schema, each of its properties is one. */
export function form<S extends Schema, const Alias extends string = OwnKey>(
  schema: S,
  options?: ParameterOptions<Alias>,
): Parameter<z.output<S>, Alias> {
  return new Parameter("form", schema, options);
}

/**
 * A file of a multipart form: an `UploadFile`. With a schema its size and type are checked: `z.file().max(1_000_000)`;
 * `z.array(z.file())` takes several of one name.
 */
export function file(): Parameter<UploadFile>;
export function file<S extends Schema, const Alias extends string = OwnKey>(
  schema: S,
  options?: ParameterOptions<Alias>,
): Parameter<FilesAsUploads<z.output<S>>, Alias>;
export function file(schema: Schema = z.file(), options?: ParameterOptions): Parameter<unknown, string> {
  return new Parameter("file", schema, options);
}

/** `z.file()` says File; what comes out of a form is the UploadFile that went in. */
export type FilesAsUploads<T> = T extends File ? UploadFile : T extends File[] ? UploadFile[] : T;
