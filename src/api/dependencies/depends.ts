import type { Evaluable } from "../../orm/evaluable.ts";
import type { Context } from "../context/context.ts";
import {
  Argument,
  type ArgumentDeclarations,
  type ArgumentValues,
  type DeclaredNames,
} from "../parameters/argument.ts";
import type { HttpMethod } from "../operations/operation.ts";
import type { ResponseDeclarations } from "../responses/declarations.ts";
import type { Authentication } from "../security/authentication.ts";
import type { SecurityRequirement } from "../security/scheme.ts";
import { declarationSite } from "../declaration-site.ts";

/**
 * How long a dependency's value lives. "request" (default): torn down after the response has been sent. "function":
 * torn down when the handler has returned, before the response is sent. "app": made once, torn down at shutdown.
 */
export type DependencyScope = "app" | "request" | "function";

export interface DependencyOptions {
  readonly scope?: DependencyScope;
  /** False: computed anew for each place that asks for it, not once per request. */
  readonly useCache?: boolean;
  /** Responses that this dependency can end a request with, for the OpenAPI document; where it depends, by method. */
  readonly responses?: ResponseDeclarations | ((method: HttpMethod) => ResponseDeclarations);
  /** The security scheme that this dependency is. */
  readonly security?: SecurityRequirement;
  /** OAuth2 scopes asked of the security schemes below it. */
  readonly scopes?: readonly string[];
  /** What stands in for it in operations that have an `authentication`: who asks is found otherwise there. */
  readonly under?: (authentication: Authentication) => Dependency<unknown, string>;
}

export type DependencyFunction<A extends ArgumentDeclarations, R> = (
  args: ArgumentValues<A>,
  context: Context,
) => R;

/** What a dependency gives: what its function returns, resolves to, or yields. */
export type DependencyValue<R> = R extends
  Generator<infer Yielded, unknown, unknown> | AsyncGenerator<infer Yielded, unknown, unknown>
  ? Yielded
  : R extends Evaluable
    ? R
    : Awaited<R>;

/** A function with arguments of its own whose value handlers and other dependencies ask for. */
export class Dependency<out T, out Names extends string = never> extends Argument<T, Names> {
  readonly args: ArgumentDeclarations;
  readonly call: (args: never, context: Context) => unknown;
  readonly scope: DependencyScope;
  readonly useCache: boolean;
  readonly responses: (method: HttpMethod) => ResponseDeclarations;
  readonly security: SecurityRequirement | null;
  readonly scopes: readonly string[];
  readonly under: DependencyOptions["under"] | null;
  /** File and line of the declaration, for errors at start. */
  readonly declaredAt: string | null;

  constructor(
    args: ArgumentDeclarations,
    call: (args: never, context: Context) => unknown,
    options: DependencyOptions = {},
  ) {
    super();
    this.args = args;
    this.call = call;
    this.scope = options.scope ?? "request";
    this.useCache = options.useCache ?? true;
    const { responses = {} } = options;
    this.responses = typeof responses === "function" ? responses : () => responses;
    this.security = options.security ?? null;
    this.scopes = options.scopes ?? [];
    this.under = options.under ?? null;
    this.declaredAt = declarationSite();
  }
}

/**
 * A dependency: its function gets the arguments it declares and the request's context; what it returns (or yields,
 * for a generator: what follows the `yield` is its teardown) is the value of whoever asks for it.
 *
 * @example
 * const Page = depends({ offset: z.int().min(0).default(0) }, ({ offset }) => ({ offset }));
 * api.get("/books", { args: { page: Page } }, ({ page }) => Book.objects.all().slice(page.offset));
 */
export function depends<R>(
  call: DependencyFunction<{}, R>,
  options?: DependencyOptions,
): Dependency<DependencyValue<R>>;
export function depends<const A extends ArgumentDeclarations, R>(
  args: A,
  call: DependencyFunction<A, R>,
  options?: DependencyOptions,
): Dependency<DependencyValue<R>, DeclaredNames<A>>;
export function depends(
  argsOrCall: ArgumentDeclarations | DependencyFunction<{}, unknown>,
  callOrOptions?: DependencyFunction<never, unknown> | DependencyOptions,
  options?: DependencyOptions,
): Dependency<unknown, string> {
  if (typeof argsOrCall === "function")
    return new Dependency({}, argsOrCall, callOrOptions as DependencyOptions | undefined);
  return new Dependency(argsOrCall, callOrOptions as DependencyFunction<never, unknown>, options);
}
