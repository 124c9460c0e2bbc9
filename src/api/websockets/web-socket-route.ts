import type { WebSocketContext } from "../context/context.ts";
import type { Dependency } from "../dependencies/depends.ts";
import type { ArgumentDeclarations, ArgumentValues, DeclaredNames } from "../parameters/argument.ts";
import type { CheckedPath } from "../paths/path-names.ts";
import type { Authentication } from "../security/authentication.ts";

/** What a WebSocket can say about itself. */
export interface WebSocketOptions<
  A extends ArgumentDeclarations = ArgumentDeclarations,
  Names extends string = string,
> {
  /** The handler's arguments: of path, query, headers and cookies; dependencies. */
  readonly args?: A;
  /** Run before the handler; their values are not handed over. */
  readonly dependencies?: readonly Dependency<unknown, Names>[];
  readonly tags?: readonly string[];
  /** The schemes by which it is found out who asks, instead of those of the routers and applications around it. */
  readonly authentication?: Authentication;
  /** Stands in for the handler's name. */
  readonly name?: string;
}

/** Serves one connection, from the handshake to the end; when it returns, the connection is closed. */
export type WebSocketHandler<A extends ArgumentDeclarations> = (
  args: ArgumentValues<A>,
  context: WebSocketContext,
) => unknown;

/** `api.websocket` */
export interface WebSocketMethod {
  <const Path extends string>(path: Path & CheckedPath<Path, never>, handler: WebSocketHandler<{}>): void;
  <const Path extends string, const A extends ArgumentDeclarations = {}, const Names extends string = never>(
    path: Path & CheckedPath<Path, DeclaredNames<A> | Names>,
    options: WebSocketOptions<A, Names>,
    handler: WebSocketHandler<A>,
  ): void;
}

/** A declared WebSocket before its router's prefix and options are known. */
export interface WebSocketRoute {
  readonly path: string;
  readonly options: WebSocketOptions;
  readonly handler: (args: never, context: WebSocketContext) => unknown;
  readonly declaredAt: string | null;
}
