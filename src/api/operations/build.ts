import type { Environment } from "../environment.ts";
import type { APIRouter } from "../routing/router.ts";
import { checkOperations } from "./check.ts";
import { checkOptions } from "./check-options.ts";
import { describeOperation } from "./describe.ts";
import { flattenRouter } from "./flatten.ts";
import type { Operation, OperationDescription } from "./operation.ts";
import { createOperation } from "./path-operation.ts";
import { planRoute } from "./plan.ts";

/**
 * The operations of an application, in the order in which they are matched.
 *
 * @throws DeclarationError for what cannot work.
 */
export function buildOperations(router: APIRouter, environment: Environment): Operation[] {
  const routes = flattenRouter(router);
  for (const route of routes) checkOptions(route);
  checkOperations(routes.filter((route) => !route.isFallback));
  checkOperations(routes.filter((route) => route.isFallback));
  return routes.flatMap((route) =>
    route.methods.map((method) => createOperation(route, method, environment)),
  );
}

/** What webhooks are; nothing in this process answers them. */
export function describeWebhooks(router: APIRouter): OperationDescription[] {
  return flattenRouter(router).flatMap((route) =>
    route.methods.map((method) => describeOperation(route, method, planRoute(route, method, null))),
  );
}
