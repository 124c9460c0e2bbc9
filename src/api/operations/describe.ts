import type { ExecutionPlan } from "../execution/planner.ts";
import { modelFields } from "../parameters/model-fields.ts";
import type { ResolvedParameter } from "../parameters/resolve.ts";
import {
  responseDeclaration,
  type ResponseDeclaration,
  type ResponseDeclarations,
} from "../responses/declarations.ts";
import { isRequired } from "../schemas/kind.ts";
import type { SecurityRequirement } from "../security/scheme.ts";
import { flattenRoute, type FlatRoute } from "./flatten.ts";
import { generateSummary } from "./naming.ts";
import type { HttpMethod, OperationDescription, OperationParameter, OperationResponse } from "./operation.ts";
import { planRoute } from "./plan.ts";

/** What an operation is, for the OpenAPI document. */
export function describeOperation(
  route: FlatRoute,
  method: HttpMethod,
  plan: ExecutionPlan,
): OperationDescription {
  const { options } = route;
  const name = options.name ?? route.handler.name;
  return {
    method,
    path: route.path,
    name: name === "" ? null : name,
    operationId: route.operationId(method),
    summary: options.summary ?? generateSummary(name, route.path, method),
    description: options.description ?? null,
    tags: [...new Set(route.tags)],
    deprecated: route.deprecated,
    includeInSchema: route.includeInSchema,
    parameters: plan.parameters.flatMap(describeParameter),
    body: plan.body?.description ?? null,
    response: describeResponse(route),
    responses: describeResponses([
      ...plan.steps.map((step) => step.dependency.responses(method)),
      route.responses,
    ]),
    security: securityOf(plan),
    callbacks: (options.callbacks ?? []).flatMap((callback) => {
      const flat = flattenRoute(callback);
      return flat.methods.map((callbackMethod) =>
        describeOperation(flat, callbackMethod, planRoute(flat, callbackMethod, null)),
      );
    }),
    openapiExtra: options.openapiExtra ?? {},
    declaredAt: route.declaredAt,
  };
}

function describeParameter(parameter: ResolvedParameter): OperationParameter[] {
  const { location, options, name, schema } = parameter;
  if (location === "body" || location === "form" || location === "file") return [];
  const fields = parameter.isModel ? modelFields(parameter) : [{ name, schema }];
  return fields.map((field) => ({
    name: field.name,
    location,
    schema: field.schema,
    required: location === "path" || (isRequired(field.schema) && (!parameter.isModel || isRequired(schema))),
    title: parameter.isModel ? null : (options.title ?? null),
    description: parameter.isModel ? null : (options.description ?? null),
    deprecated: options.deprecated ?? false,
    includeInSchema: options.includeInSchema ?? true,
    example: parameter.isModel ? undefined : options.example,
    examples: parameter.isModel ? null : (options.examples ?? null),
  }));
}

function describeResponse({ options, statusCode, responseClass }: FlatRoute): OperationResponse {
  const hasBody = statusCode >= 200 && statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
  return {
    statusCode,
    description: options.responseDescription ?? "Successful Response",
    mediaType: hasBody ? (responseClass === null ? "application/json" : responseClass.mediaType) : null,
    schema: hasBody ? (options.response ?? null) : null,
  };
}

function describeResponses(
  declarations: readonly ResponseDeclarations[],
): Record<string, ResponseDeclaration> {
  const merged: Record<string, ResponseDeclaration> = {};
  for (const declared of declarations)
    for (const [status, response] of Object.entries(declared)) merged[status] = responseDeclaration(response);
  return merged;
}

/** Each scheme once, with all scopes that are asked of it. */
function securityOf(plan: ExecutionPlan): SecurityRequirement[] {
  const byName = new Map<string, SecurityRequirement>();
  for (const { dependency, scopes } of plan.steps) {
    const { security } = dependency;
    if (security === null) continue;
    const name = [security, ...(security.alternatives ?? [])].map((one) => one.name).join(" or ");
    const known = byName.get(name);
    byName.set(name, {
      ...security,
      scopes: [...new Set([...(known?.scopes ?? []), ...security.scopes, ...scopes])],
      optional: (security.optional ?? false) && (known?.optional ?? true),
    });
  }
  return [...byName.values()];
}
