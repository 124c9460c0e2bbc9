import type { Environment } from "../environment.ts";
import { planExecution, type ExecutionPlan } from "../execution/planner.ts";
import { parameterNames, parseTemplate } from "../paths/template.ts";
import type { FlatRoute } from "./flatten.ts";
import type { HttpMethod } from "./operation.ts";

/** The execution plan of a route; without an environment, of one that is only described (webhooks, callbacks). */
export function planRoute(
  route: FlatRoute,
  method: HttpMethod,
  environment: Environment | null,
): ExecutionPlan {
  const { path, options, declaredAt } = route;
  return planExecution({
    scope: { method, path, pathNames: new Set(parameterNames(parseTemplate(path, declaredAt))), declaredAt },
    operationId: route.operationId(method),
    args: options.args ?? {},
    dependencies: route.dependencies,
    authentication: route.authentication,
    resolveOverride: (dependency) => environment?.dependencyOverrides.resolve(dependency) ?? dependency,
    onFallback: (schema, reason) => environment?.onFallback(schema, reason, `${method} ${path}`),
  });
}
