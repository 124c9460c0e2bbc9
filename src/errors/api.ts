import { BridgeError } from "./base.ts";

/** One problem of a request, in pydantic's format: what FastAPI's clients already read. */
export interface ErrorDetail {
  /** pydantic's error type: "missing", "int_parsing", "string_too_short" ... */
  readonly type: string;
  /** Where: location first ("query", "path", "header", "cookie", "body"), then names and indexes. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

export interface HTTPExceptionOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Ends a request with a status and a body `{"detail": ...}`, as FastAPI's does.
 *
 * @example throw new HTTPException(404, "Book not found");
 */
export class HTTPException extends BridgeError {
  override readonly code: string = "HTTP_EXCEPTION";
  override readonly status: number;
  readonly detail: unknown;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(statusCode: number, detail?: unknown, options: HTTPExceptionOptions = {}) {
    const shown = detail ?? STATUS_PHRASES[statusCode] ?? "Error";
    super(typeof shown === "string" ? shown : `HTTP ${statusCode}`, options);
    this.status = statusCode;
    this.detail = shown;
    this.headers = options.headers;
  }

  /** What the response's body is. */
  get content(): Readonly<Record<string, unknown>> {
    return { detail: this.detail };
  }

  /** FastAPI's name for `status`. */
  get statusCode(): number {
    return this.status;
  }
}

/** A request does not fit the operation's parameters: 422, with every problem of every location. */
export class RequestValidationError extends BridgeError {
  override readonly code = "REQUEST_VALIDATION";
  override readonly status = 422;
  readonly errors: readonly ErrorDetail[];
  /** The body as it was read (JSON value, form fields, or undecoded text). */
  readonly body: unknown;

  /** Without a stack: it would show this package only, and taking it costs more than all of the validation. */
  static of(errors: readonly ErrorDetail[], body?: unknown): RequestValidationError {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return new RequestValidationError(errors, body);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }

  constructor(errors: readonly ErrorDetail[], body?: unknown) {
    super(
      `The request has ${errors.length} invalid value(s): ${errors.map((error) => error.loc.join(".")).join(", ")}`,
    );
    this.errors = errors;
    this.body = body;
  }
}

/** A handler returned what its `response` schema does not allow: the client gets a 500 without the details. */
export class ResponseValidationError extends BridgeError {
  override readonly code = "RESPONSE_VALIDATION";
  readonly errors: readonly ErrorDetail[];

  constructor(operation: string, errors: readonly ErrorDetail[]) {
    const lines = errors.map((error) => `  ${error.loc.join(".")}: ${error.msg} (${error.type})`);
    super(`${operation} returned a value that its response schema does not allow:\n${lines.join("\n")}`);
    this.errors = errors;
  }
}

/** A returned value has no JSON form (a function, a symbol, a circle). */
export class ResponseNotSerializable extends BridgeError {
  override readonly code = "RESPONSE_NOT_SERIALIZABLE";
}

/** The API as it is declared cannot work; thrown at start, with the file and line of the declaration. */
export abstract class DeclarationError extends BridgeError {
  /** "catalog/api.ts:12:5", or null where the stack does not say. */
  readonly declaredAt: string | null;

  constructor(message: string, declaredAt: string | null = null) {
    super(declaredAt === null ? message : `${message}\n  declared at ${declaredAt}`);
    this.declaredAt = declaredAt;
  }
}

/** An argument's schema does not say where its value comes from, or its location cannot carry it. */
export class ArgumentDeclarationError extends DeclarationError {
  override readonly code = "ARGUMENT_DECLARATION";
}

/** A path has a `{name}` that no argument declares, or a template that cannot be read. */
export class PathDeclarationError extends DeclarationError {
  override readonly code = "PATH_DECLARATION";
}

/** Two operations have the same method and path. */
export class DuplicateOperationError extends DeclarationError {
  override readonly code = "DUPLICATE_OPERATION";
}

/** An earlier operation takes every request of a later one. */
export class ShadowedOperationError extends DeclarationError {
  override readonly code = "SHADOWED_OPERATION";
}

/** Dependencies need each other in a circle. */
export class DependencyCycleError extends DeclarationError {
  override readonly code = "DEPENDENCY_CYCLE";
}

/** A response schema cannot be turned round into what is sent. */
export class ResponseDeclarationError extends DeclarationError {
  override readonly code = "RESPONSE_DECLARATION";
}

/** An API is used in a way that cannot work: a router included into itself, a mount path that is taken ... */
export class ApplicationDeclarationError extends DeclarationError {
  override readonly code = "APPLICATION_DECLARATION";
}

/** `urlPathFor()` was asked for a name that no operation has with these parameters. */
export class NoMatchFound extends BridgeError {
  override readonly code = "NO_MATCH_FOUND";

  constructor(name: string, parameters: readonly string[]) {
    const given = parameters.length === 0 ? "no parameters" : `the parameters ${parameters.join(", ")}`;
    super(`No operation is named "${name}" and takes ${given}, with values that its path can have`);
  }
}

/** Phrases of the statuses (Python's http.HTTPStatus, which FastAPI's default details come from). */
const STATUS_PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  415: "Unsupported Media Type",
  416: "Requested Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a Teapot",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
};
