import type { Environment } from "../environment.ts";
import { createExecutor, type Executor } from "../execution/executor.ts";
import { handleRequest, type HandleOptions } from "../execution/handle.ts";
import type { ExecutionPlan } from "../execution/planner.ts";
import type { HttpRequest, HttpResponse } from "../http.ts";
import type { Schema } from "../parameters/argument.ts";
import { createResponder, type Responder } from "../responses/respond.ts";
import { selectKeys, type SelectedKeys } from "../responses/response-keys.ts";
import { compileSerializer, serializeAnything, type Serializer } from "../responses/serializer.ts";
import type { Route } from "../routing/route.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { describeOperation } from "./describe.ts";
import type { FlatRoute } from "./flatten.ts";
import type { HttpMethod, Operation, OperationDescription } from "./operation.ts";
import { planRoute } from "./plan.ts";

/** Makes an operation of a route: everything is checked and compiled here, nothing is left for the first request. */
export function createOperation(route: FlatRoute, method: HttpMethod, environment: Environment): Operation {
  const compiled = new CompiledOperation(route, method, environment);
  const { isFallback } = route;
  return { ...compiled.description, isFallback, handle: (request) => compiled.handle(request) };
}

class CompiledOperation {
  readonly description: OperationDescription;
  private readonly route: FlatRoute;
  private readonly method: HttpMethod;
  private readonly environment: Environment;
  private readonly respond: Responder;
  private options: HandleOptions;
  private plannedFor: number;

  constructor(route: FlatRoute, method: HttpMethod, environment: Environment) {
    this.route = route;
    this.method = method;
    this.environment = environment;
    const execution = planRoute(route, method, environment);
    this.description = describeOperation(route, method, execution);
    this.respond = this.createResponder(route.options);
    this.plannedFor = environment.dependencyOverrides.version;
    this.options = this.handleOptions(execution);
  }

  handle(request: HttpRequest): MaybePromise<HttpResponse> {
    const { version } = this.environment.dependencyOverrides;
    if (version !== this.plannedFor) {
      this.options = this.handleOptions(planRoute(this.route, this.method, this.environment));
      this.plannedFor = version;
    }
    return handleRequest(request, this.options);
  }

  private handleOptions(execution: ExecutionPlan): HandleOptions {
    const { environment, route, respond, method } = this;
    const execute: Executor = createExecutor({
      plan: execution,
      handler: route.handler,
      respond,
      appScope: environment.appScope,
      strictContentType: () => environment.settings.strictContentType,
      method,
      atomic: route.options.atomic,
    });
    return { operation: `${method} ${route.path}`, environment, execute };
  }

  private createResponder({ response, responseExclude, responseInclude }: Route["options"]): Responder {
    const { statusCode, responseClass, path } = this.route;
    const operation = `${this.method} ${path}`;
    const keys: SelectedKeys = { include: responseInclude, exclude: responseExclude?.keys };
    const select =
      keys.include === undefined && keys.exclude === undefined
        ? null
        : selectKeys(response, keys, { operation, declaredAt: this.route.declaredAt });
    const compile = (schema: Schema): Serializer =>
      compileSerializer(schema, {
        operation,
        exclusion: responseExclude,
        // Keys are those of what the handler returns; what is declared by status is something else.
        select: schema === response ? select : null,
        onFallback: (declared, reason) => this.environment.onFallback(declared, reason, operation),
      });
    const serialize = response === undefined ? serializeAnything : compile(response);
    const serializeByStatus = new Map<number, Serializer>();
    for (const [status, { schema }] of Object.entries(this.description.responses))
      if (schema !== undefined && /^\d+$/.test(status))
        serializeByStatus.set(Number(status), compile(schema));
    // A stream's items are what the schema describes.
    return createResponder({
      statusCode,
      responseClass,
      serialize,
      serializeByStatus,
      serializeItem: serialize,
    });
  }
}
