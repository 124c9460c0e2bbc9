import { z } from "zod";
import { ArgumentDeclarationError } from "../../errors/api.ts";
import { andThen } from "../../util/maybe-promise.ts";
import type { ErrorDetail } from "../../errors/api.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { HttpRequest } from "../http.ts";
import { compileJsonDecoder } from "../decoding/json.ts";
import type { OperationBody } from "../operations/operation.ts";
import type { Schema } from "../parameters/argument.ts";
import { compileParameterReader } from "../parameters/reader.ts";
import { INVALID, missing, reject } from "../parameters/reading.ts";
import type { ResolutionScope, ResolvedParameter } from "../parameters/resolve.ts";
import { isRequired } from "../schemas/kind.ts";
import { compileParser, Rejected, type OnFallback } from "../schemas/parser.ts";
import { problemsOf } from "../validation/problems.ts";
import type { BodyContent } from "./content.ts";
import { readJsonBody } from "./json.ts";

/** Reads one argument from the body. */
export type BodyReader = (content: BodyContent, errors: ErrorDetail[]) => MaybePromise<unknown>;

export interface BodyReadOptions {
  readonly strictContentType: boolean;
  /** Reads the body as a form; once, whoever asks. */
  readonly readForm: () => Promise<BodyContent>;
}

/** How an operation reads its body, for the handler's and all dependencies' arguments together. */
export interface BodyPlan {
  readonly description: OperationBody;
  readonly kind: "json" | "form";
  read(request: HttpRequest, options: BodyReadOptions): Promise<BodyContent>;
  readerOf(parameter: ResolvedParameter, onFallback?: OnFallback): BodyReader;
}

/**
 * @param parameters those of the body, forms and files, each name once.
 * @returns null when there are none.
 * @throws ArgumentDeclarationError for JSON and a form in one operation.
 */
export function planBody(
  parameters: readonly ResolvedParameter[],
  scope: ResolutionScope,
  operationId: string,
): BodyPlan | null {
  const [first] = parameters;
  if (first === undefined) return null;
  const forms = parameters.filter((parameter) => parameter.location !== "body");
  if (forms.length === 0) return planJson(first, parameters, operationId);
  if (forms.length < parameters.length)
    throw new ArgumentDeclarationError(
      `${scope.method} ${scope.path}: a request has one body, JSON or a form, but "${first.argument}" and others want both`,
      scope.declaredAt,
    );
  return planForm(parameters, operationId);
}

function planJson(
  first: ResolvedParameter,
  parameters: readonly ResolvedParameter[],
  operationId: string,
): BodyPlan {
  const embed = parameters.length > 1 || first.options.embed === true;
  const description = embed
    ? composedBody("application/json", parameters, operationId)
    : singleBody(first.options.mediaType ?? "application/json", first);
  return {
    description,
    kind: "json",
    read: (request, { strictContentType }) => readJsonBody(request, strictContentType),
    readerOf: (parameter, onFallback) =>
      compileJsonReader(parameter, embed ? ["body", parameter.name] : ["body"], embed, onFallback),
  };
}

function compileJsonReader(
  { schema, name }: ResolvedParameter,
  loc: readonly string[],
  embedded: boolean,
  onFallback: OnFallback | undefined,
): BodyReader {
  const parse = compileParser(schema, onFallback);
  const decode = compileJsonDecoder(schema);
  const required = isRequired(schema);
  return (content, errors) => {
    const raw = embedded ? embeddedValue(content, name) : wholeValue(content);
    // Something that has no names lacks all of them, those that may be left out too: as in FastAPI.
    if (raw === NOT_NAMED || (raw === undefined && required)) {
      errors.push(missing(loc));
      return INVALID;
    }
    const value = decode === null ? raw : decode(raw);
    return andThen(parse(value), (parsed) =>
      parsed instanceof Rejected ? reject(problemsOf(parsed, value, schema), loc, errors) : parsed,
    );
  };
}

function wholeValue(content: BodyContent): unknown {
  return content.kind === "json" || content.kind === "text" ? content.value : undefined;
}

const NOT_NAMED = Symbol("not named");

function embeddedValue(content: BodyContent, name: string): unknown {
  if (content.kind !== "json") return undefined;
  const whole = content.value;
  if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return NOT_NAMED;
  return Object.hasOwn(whole, name) ? (whole as Record<string, unknown>)[name] : undefined;
}

function planForm(parameters: readonly ResolvedParameter[], operationId: string): BodyPlan {
  const [first] = parameters as readonly [ResolvedParameter];
  const hasFiles = parameters.some((parameter) => parameter.location === "file");
  const mediaType = hasFiles ? "multipart/form-data" : "application/x-www-form-urlencoded";
  const description =
    parameters.length === 1 && first.isModel
      ? singleBody(mediaType, first)
      : composedBody(mediaType, parameters, operationId);
  return {
    description,
    kind: "form",
    read: (_request, { readForm }) => readForm(),
    readerOf(parameter, onFallback) {
      const read = compileParameterReader(parameter, { loc: "body", emptyIsMissing: true, onFallback });
      return (content, errors) => (content.kind === "form" ? read(content.fields, errors) : INVALID);
    },
  };
}

function singleBody(mediaType: string, { schema, options }: ResolvedParameter): OperationBody {
  return {
    mediaType,
    required: isRequired(schema),
    schema,
    composed: false,
    title: options.title ?? null,
    description: options.description ?? null,
    example: options.example,
    examples: options.examples ?? null,
  };
}

/** One object of all of them; the properties of form models stand beside the single fields. */
function composedBody(
  mediaType: string,
  parameters: readonly ResolvedParameter[],
  operationId: string,
): OperationBody {
  const shape: Record<string, Schema> = {};
  for (const { name, schema, isModel } of parameters) {
    if (isModel) Object.assign(shape, (schema as z.core.$ZodObject)._zod.def.shape);
    else shape[name] = schema;
  }
  return {
    mediaType,
    required: parameters.some(({ schema }) => isRequired(schema)),
    schema: z.object(shape).meta({ id: `Body_${operationId}` }),
    composed: true,
    title: null,
    description: null,
    example: undefined,
    examples: null,
  };
}
