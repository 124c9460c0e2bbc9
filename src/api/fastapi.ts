import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import {
  ApplicationDeclarationError,
  NoMatchFound,
  PathDeclarationError,
  type HTTPException,
} from "../errors/api.ts";
import { declarationSite } from "./declaration-site.ts";
import { AppScope } from "./dependencies/app-scope.ts";
import { DependencyOverrides } from "./dependencies/overrides.ts";
import type { Environment } from "./environment.ts";
import { handleRequest } from "./execution/handle.ts";
import { ExceptionHandlers, type ErrorClass, type ExceptionHandler } from "./execution/exception-handlers.ts";
import { DEFAULT_SETTINGS, type FastAPIOptions, type FastAPISettings } from "./fastapi-options.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import { RunningLifespans, type Lifespan } from "./lifespan.ts";
import type { Middleware } from "./middleware.ts";
import { buildOperations, describeWebhooks } from "./operations/build.ts";
import type { Operation, OperationDescription } from "./operations/operation.ts";
import { path as pathParameter } from "./parameters/markers.ts";
import { fillTemplate, type PathValues } from "./paths/url-path.ts";
import { APIRouter } from "./routing/router.ts";
import { modelName } from "./schemas/names.ts";
import type { MaybePromise } from "../util/maybe-promise.ts";
import { StaticFiles } from "./static-files/static-files.ts";
import { buildWebSocketOperations, type WebSocketOperation } from "./websockets/web-socket-operation.ts";

export interface Mount {
  /** "/other", without a slash at the end. */
  readonly path: string;
  readonly app: FastAPI;
  /** For `urlPathFor("name:operation")`. */
  readonly name: string | null;
}

/** A schema that `z.compile` cannot compile. */
export interface SchemaFallback {
  /** Its `.meta({ id })`; null: it has no name. */
  readonly schema: string | null;
  /** What Zod says. */
  readonly reason: string;
  /** "GET /books" */
  readonly operation: string;
}

export interface MountOptions {
  readonly name?: string;
}

/** An OpenAPI document, as data. */
export type OpenAPIDocument = Readonly<Record<string, unknown>>;

/**
 * An application: path operations with a title, a document and docs pages of their own.
 *
 * @example
 * const internal = new FastAPI({ title: "Internal" });
 * internal.get("/ping", () => "pong");
 * api.mount("/internal", internal);
 */
export class FastAPI extends APIRouter {
  /** Dependencies that stand in for others, for tests: `api.dependencyOverrides.set(currentUser, fakeUser)`. */
  readonly dependencyOverrides = new DependencyOverrides();
  /** Requests that this API sends to its clients, for the document: `api.webhooks.post("new-subscription", ...)`. */
  readonly webhooks = new APIRouter();
  readonly mounts: Mount[] = [];
  /** Schemas that `z.compile` cannot compile: parsed by Zod's own parser, slower. Told at start. */
  readonly fallbacks: SchemaFallback[] = [];
  /** Takes errors that no response can tell (background tasks, teardowns); the server sets its log here. */
  reportError: Environment["reportError"] = (error, operation) =>
    process.emitWarning(error instanceof Error ? error : String(error), { detail: operation });
  /** The Fastify instance that carries the operations, for plugins; set by the server before it listens. */
  fastify: unknown = null;

  private readonly exceptionHandlers = new ExceptionHandlers();
  private readonly middlewares: Middleware[] = [];
  private readonly lifespans: Lifespan[] = [];
  private readonly running = new RunningLifespans();
  private readonly appScope = new AppScope();
  private ownSettings: FastAPISettings;
  private built: readonly Operation[] | null = null;
  private builtWebSockets: readonly WebSocketOperation[] | null = null;

  constructor(options: FastAPIOptions = {}) {
    const {
      tags,
      dependencies,
      authentication,
      responses,
      deprecated,
      includeInSchema,
      responseClass,
      ...settings
    } = options;
    super({
      ...(tags && { tags }),
      ...(dependencies && { dependencies }),
      ...(authentication && { authentication }),
      ...(responses && { responses }),
      ...(deprecated !== undefined && { deprecated }),
      ...(includeInSchema !== undefined && { includeInSchema }),
      ...(responseClass && { responseClass }),
    });
    this.ownSettings = { ...DEFAULT_SETTINGS, ...settings };
  }

  get settings(): FastAPISettings {
    return this.ownSettings;
  }

  /** Changes settings after construction: the default instance gets the Django project's FASTAPI_* this way. */
  configure(settings: Partial<FastAPISettings>): void {
    this.ownSettings = { ...this.ownSettings, ...settings };
  }

  /**
   * Serves another application, or the files of a directory, below a path. `name` is for `urlPathFor`.
   *
   * @example api.mount("/static", new StaticFiles({ directory: "static" }), { name: "static" });
   */
  mount(path: string, app: FastAPI | StaticFiles, { name }: MountOptions = {}): void {
    const declaredAt = declarationSite();
    const clean = path.replace(/\/+$/, "");
    if (app instanceof StaticFiles) {
      this.get(
        `${clean}/{path:path}`,
        {
          args: { path: pathParameter(z.string()) },
          includeInSchema: false,
          ...(name !== undefined && { name }),
        },
        ({ path: file }, { request }) => app.respond(file, request),
      );
      return;
    }
    if (!clean.startsWith("/") || clean.includes("{"))
      throw new PathDeclarationError(`An application is mounted at a plain path, not "${path}"`, declaredAt);
    if (app === this || this.mounts.some((mount) => mount.path === clean))
      throw new ApplicationDeclarationError(`"${clean}" has an application already`, declaredAt);
    this.mounts.push({ path: clean, app, name: name ?? null });
  }

  /**
   * Turns errors of a class (and its subclasses), or HTTPExceptions of a status, into responses.
   *
   * @example
   * api.exceptionHandler(Book.DoesNotExist, () => new JSONResponse({ detail: "No such book" }, { statusCode: 404 }));
   */
  exceptionHandler<E extends Error>(errorClass: ErrorClass<E>, handler: ExceptionHandler<E>): void;
  exceptionHandler(statusCode: number, handler: ExceptionHandler<HTTPException>): void;
  exceptionHandler(key: ErrorClass<Error> | number, handler: ExceptionHandler<never>): void {
    this.exceptionHandlers.add(key, handler);
  }

  /**
   * Runs around every operation, and around what else is answered here: mounted applications, docs pages, a 405. The one
   * added last is the outermost, as in Starlette.
   */
  middleware(middleware: Middleware): void {
    this.middlewares.unshift(middleware);
  }

  /** What runs from start to shutdown: a generator, whose part after `yield` is the shutdown. */
  lifespan(lifespan: Lifespan): void {
    this.lifespans.push(lifespan);
  }

  /**
   * The finished path operations, in the order in which they are matched.
   *
   * @throws DeclarationError for what cannot work: ask for them at start.
   */
  get operations(): readonly Operation[] {
    return (this.built ??= buildOperations(this, this.environment()));
  }

  /**
   * The finished WebSockets, in the order in which they are matched.
   *
   * @throws DeclarationError for what cannot work: ask for them at start.
   */
  get webSocketOperations(): readonly WebSocketOperation[] {
    return (this.builtWebSockets ??= buildWebSocketOperations(this, this.environment()));
  }

  /**
   * The path of an operation or a WebSocket by its name, below the root path; a mounted application's operations are
   * "mount:name", a mounted directory's file is `{ path: "style.css" }`.
   *
   * @throws NoMatchFound where no operation has this name with these parameters.
   * @example api.urlPathFor("readBook", { book_id: 7 }); // "/books/7"
   */
  urlPathFor(name: string, values: PathValues = {}): string {
    const found = this.findPath(name, values);
    if (found === null) throw new NoMatchFound(name, Object.keys(values));
    return found;
  }

  get webhookOperations(): readonly OperationDescription[] {
    return describeWebhooks(this.webhooks);
  }

  /** What makes the document: `openapi/` does, and whoever starts the application sets it. */
  documentBuilder: ((app: FastAPI) => OpenAPIDocument) | null = null;

  /**
   * The OpenAPI document. Replace it to extend the document.
   *
   * @example
   * const original = api.openapi;
   * api.openapi = () => ({ ...original(), "x-audience": "partners" });
   */
  openapi: () => OpenAPIDocument = () => {
    if (this.documentBuilder === null)
      throw new ApplicationDeclarationError("The OpenAPI document is made when the application has started");
    return this.documentBuilder(this);
  };

  /** Runs the starts of the lifespans, those of mounted applications too; the server calls it before it listens. */
  async start(): Promise<void> {
    for (const lifespan of this.lifespans) await this.running.enter(lifespan);
    for (const { app } of this.mounts) await app.start();
  }

  /** Ends what `start` and dependencies of scope "app" began, in reverse. */
  async stop(): Promise<void> {
    for (const { app } of this.mounts.toReversed()) await app.stop();
    const outcome = await this.appScope.close();
    await this.running.leave();
    if (outcome !== null) throw outcome.error;
  }

  /** @internal Runs the middlewares around what is no operation of this application: a mounted one's, a docs page. */
  around(request: HttpRequest, respond: () => MaybePromise<HttpResponse>): MaybePromise<HttpResponse> {
    return this.middlewares.length === 0 ? respond() : this.answer(request, respond);
  }

  /**
   * @internal The answer where no operation has the path or the method: what `respond` throws is answered by the exception
   * handlers of the application that the path belongs to, within the middlewares of all around it.
   */
  refuse(
    path: string,
    request: HttpRequest,
    respond: () => MaybePromise<HttpResponse>,
  ): MaybePromise<HttpResponse> {
    const mount = this.mounts.find((one) => `${path}/`.startsWith(`${one.path}/`));
    if (mount === undefined) return this.answer(request, respond);
    return this.around(request, () => mount.app.refuse(path.slice(mount.path.length), request, respond));
  }

  private answer(
    request: HttpRequest,
    respond: () => MaybePromise<HttpResponse>,
  ): MaybePromise<HttpResponse> {
    const operation = `${request.method} ${request.rawPath}`;
    return handleRequest(request, { operation, environment: this.environment(), execute: respond });
  }

  /** @internal */
  override changed(): void {
    this.built = null;
    this.builtWebSockets = null;
    this.fallbacks.length = 0;
    super.changed();
  }

  private findPath(name: string, values: PathValues): string | null {
    for (const operation of [...this.operations, ...this.webSocketOperations]) {
      const filled = operation.name === name ? fillTemplate(operation.path, values) : null;
      if (filled !== null) return filled;
    }
    for (const mount of this.mounts) {
      if (mount.name === null || !name.startsWith(`${mount.name}:`)) continue;
      const below = mount.app.findPath(name.slice(mount.name.length + 1), values);
      if (below !== null) return mount.path + below;
    }
    return null;
  }

  private environment(): Environment {
    const settings = (): FastAPISettings => this.ownSettings;
    return {
      get settings() {
        return settings();
      },
      dependencyOverrides: this.dependencyOverrides,
      exceptionHandlers: this.exceptionHandlers,
      middlewares: this.middlewares,
      appScope: this.appScope,
      onFallback: (schema, reason, operation) => {
        const fallback = { schema: modelName(schema), reason, operation };
        const isKnown = this.fallbacks.some((known) => isDeepStrictEqual(known, fallback));
        if (!isKnown) this.fallbacks.push(fallback);
      },
      reportError: (error, operation) => this.reportError(error, operation),
    };
  }
}
