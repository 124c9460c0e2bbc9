import type { AtomicRequest } from "../execution/atomic-request.ts";
import type { Context } from "../context/context.ts";
import type { Dependency } from "../dependencies/depends.ts";
import type { ArgumentDeclarations, ArgumentValues, DeclaredNames, Schema } from "../parameters/argument.ts";
import type { CheckedPath } from "../paths/path-names.ts";
import type { ResponseDeclarations } from "../responses/declarations.ts";
import type { ResponseExclusion } from "../responses/exclusion.ts";
import type { ResponseKeys } from "../responses/response-keys.ts";
import type { Response } from "../responses/response.ts";
import type { Returned } from "../responses/returned.ts";
import type { Authentication } from "../security/authentication.ts";
import type { HttpMethod } from "../operations/operation.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";

/** What routers, includes and applications give to all operations below them. */
export interface SharedRouteOptions<Names extends string = string> {
  /** Shown together under these names in the docs. */
  readonly tags?: readonly string[];
  /** Run for every request before the handler's own arguments; their values are not handed over. */
  readonly dependencies?: readonly Dependency<unknown, Names>[];
  /**
   * The schemes by which it is found out who asks, the first one first; the nearest list counts. Default: Django's session.
   */
  readonly authentication?: Authentication;
  readonly responses?: ResponseDeclarations;
  readonly deprecated?: boolean;
  readonly includeInSchema?: boolean;
  /** What a returned value is sent as, where the handler returns no Response of its own. */
  readonly responseClass?: ResponseClass;
}

/** A response class that takes what handlers return: JSONResponse, HTMLResponse, EventSourceResponse ... */
export type ResponseClass = (new (content: never, options?: never) => Response) & {
  readonly mediaType: string | null;
};

/** Everything a path operation can say about itself. */
export interface RouteOptions<
  A extends ArgumentDeclarations = ArgumentDeclarations,
  S extends Schema | undefined = Schema | undefined,
  Names extends string = string,
> extends SharedRouteOptions<Names> {
  /** The handler's arguments: schemas, marked parameters, dependencies. */
  readonly args?: A;
  /** Filters and checks what the handler returns, and documents it. */
  readonly response?: S;
  readonly responseExclude?: ResponseExclusion<S>;
  /** Only these keys are sent: `{ title: true, author: { name: true } }`. The document goes on to show all. */
  readonly responseInclude?: ResponseKeys<S>;
  /** Status of a returned value; default 200. */
  readonly statusCode?: number;
  readonly responseDescription?: string;
  readonly summary?: string;
  readonly description?: string;
  /** Stands in for the handler's name in operationId and summary. */
  readonly name?: string;
  readonly operationId?: string;
  /** Operations of the client's that this one calls, for the docs: `callbacks: router.routes`. */
  readonly callbacks?: readonly Route[];
  readonly openapiExtra?: Readonly<Record<string, unknown>>;
  /**
   * Runs the operation in a transaction, or in none; default: as ATOMIC_REQUESTS says, for methods that write. With
   * `{ python: true }` a Python worker holds it, so that models with write hooks can be saved in it.
   */
  readonly atomic?: boolean | AtomicRequest;
}

/** A generator's items are sent as they come: JSON lines, server-sent events, or raw chunks. */
export type Handler<A extends ArgumentDeclarations, S extends Schema | undefined> = (
  args: ArgumentValues<A>,
  context: Context,
) =>
  | MaybePromise<Returned<S>>
  | Generator<Returned<S>, unknown, undefined>
  | AsyncGenerator<Returned<S>, unknown, undefined>;

/** `api.get` and its siblings. */
export interface RouteMethod {
  <const Path extends string>(path: Path & CheckedPath<Path, never>, handler: Handler<{}, undefined>): void;
  <
    const Path extends string,
    const A extends ArgumentDeclarations = {},
    S extends Schema | undefined = undefined,
    const Names extends string = never,
  >(
    path: Path & CheckedPath<Path, DeclaredNames<A> | Names>,
    options: RouteOptions<A, S, Names>,
    handler: Handler<A, S>,
  ): void;
}

/** `api.route`: one handler for several methods. */
export type MethodsRouteOptions<
  A extends ArgumentDeclarations,
  S extends Schema | undefined,
  Names extends string,
> = RouteOptions<A, S, Names> & {
  /** Default GET. */
  readonly methods?: readonly HttpMethod[];
};

/** A declared path operation before its router's prefix and options are known. */
export interface Route {
  readonly methods: readonly HttpMethod[];
  readonly path: string;
  readonly options: RouteOptions;
  readonly handler: (args: never, context: Context) => unknown;
  readonly declaredAt: string | null;
  /** Asked only where nothing else has the path, Django included: a front end. */
  readonly isFallback: boolean;
}
