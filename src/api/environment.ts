import type { AppScope } from "./dependencies/app-scope.ts";
import type { DependencyOverrides } from "./dependencies/overrides.ts";
import type { ExceptionHandlers } from "./execution/exception-handlers.ts";
import type { Middleware } from "./middleware.ts";
import type { FastAPISettings } from "./fastapi-options.ts";
import type { Schema } from "./parameters/argument.ts";

/** What an application gives to its operations while they run. */
export interface Environment {
  readonly settings: FastAPISettings;
  readonly dependencyOverrides: DependencyOverrides;
  readonly exceptionHandlers: ExceptionHandlers;
  readonly middlewares: readonly Middleware[];
  readonly appScope: AppScope;
  /** Told of schemas that are parsed slower; `operation` is "GET /books". */
  readonly onFallback: (schema: Schema, reason: string, operation: string) => void;
  /** Errors that no response tells: of background tasks and teardowns. */
  readonly reportError: (error: unknown, operation: string) => void;
}
