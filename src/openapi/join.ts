import type { DocumentComponents, OpenApiDocument, OperationObject, PathItem } from "./document-types.ts";
import { isJsonSchema, isSameSchema } from "./json-schema.ts";

/** What is told apart by: "Book" of the other document is "Book-Python" where ours is another. */
const SUFFIX = "Python";

/**
 * One document of ours and another application's that answers on the same port (the project's Python operations).
 * Ours comes first as it does in matching: an operation of theirs that ours hides is left out. Components of the same
 * name and different content are kept apart.
 */
export function joinDocuments(ours: OpenApiDocument, theirs: OpenApiDocument): OpenApiDocument {
  const apart = keepApart(ours, theirs);
  const paths = joinPaths(ours.paths, apart.paths);
  const webhooks = joinPaths(ours.webhooks ?? {}, apart.webhooks ?? {});
  const components = joinComponents(ours.components ?? {}, apart.components ?? {});
  const tags = joinTags(ours.tags ?? [], apart.tags ?? []);
  return {
    ...ours,
    paths,
    ...(Object.keys(webhooks).length > 0 && { webhooks }),
    ...(Object.keys(components).length > 0 && { components }),
    ...(tags.length > 0 && { tags }),
  };
}

/** Their document with new names for what is called as something else of ours. */
function keepApart(ours: OpenApiDocument, theirs: OpenApiDocument): OpenApiDocument {
  const renamed = new Map<string, string>();
  const schemes = new Map<string, string>();
  for (const [kind, components] of Object.entries(theirs.components ?? {})) {
    const own = ours.components?.[kind] ?? {};
    for (const [name, component] of Object.entries(components ?? {})) {
      if (!Object.hasOwn(own, name) || isSameSchema(own[name], component)) continue;
      const free = freeName(
        name,
        (candidate) => Object.hasOwn(own, candidate) || Object.hasOwn(components ?? {}, candidate),
      );
      renamed.set(`#/components/${kind}/${name}`, `#/components/${kind}/${free}`);
      if (kind === "securitySchemes") schemes.set(name, free);
    }
  }
  const ids = new Set(operationsOf(ours).map((operation) => operation.operationId));
  const rename = (value: unknown): unknown => {
    if (typeof value === "string") return renamed.get(value) ?? value;
    if (Array.isArray(value)) return value.map(rename);
    if (!isJsonSchema(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item)]));
  };
  const document = rename(theirs) as OpenApiDocument;
  for (const operation of operationsOf(document)) {
    if (operation.operationId !== undefined && ids.has(operation.operationId))
      operation.operationId = freeName(operation.operationId, (id) => ids.has(id), "_");
    if (operation.security !== undefined) operation.security = renameSchemes(operation.security, schemes);
  }
  for (const [kind, components] of Object.entries(document.components ?? {}))
    (document.components as DocumentComponents)[kind] = Object.fromEntries(
      Object.entries(components ?? {}).map(([name, component]) => {
        const path = `#/components/${kind}/`;
        return [renamed.get(path + name)?.slice(path.length) ?? name, component];
      }),
    );
  return document;
}

function renameSchemes(
  security: readonly Record<string, readonly string[]>[],
  schemes: ReadonlyMap<string, string>,
): Record<string, readonly string[]>[] {
  return security.map((requirement) =>
    Object.fromEntries(
      Object.entries(requirement).map(([name, scopes]) => [schemes.get(name) ?? name, scopes]),
    ),
  );
}

function freeName(name: string, isTaken: (name: string) => boolean, separator = "-"): string {
  const wanted = name + separator + SUFFIX;
  let free = wanted;
  for (let number = 2; isTaken(free); number++) free = `${wanted}${number}`;
  return free;
}

function operationsOf(document: OpenApiDocument): OperationObject[] {
  return Object.values(document.paths).flatMap((item) =>
    Object.values(item).filter((operation) => isJsonSchema(operation) && "responses" in operation),
  );
}

function joinPaths(
  ours: Record<string, PathItem>,
  theirs: Record<string, PathItem>,
): Record<string, PathItem> {
  const joined = { ...ours };
  for (const [path, item] of Object.entries(theirs)) {
    // Two paths that differ in the names of parameters alone are one path to OpenAPI: ours gives the names.
    const same = Object.keys(ours).find((own) => shapeOf(own) === shapeOf(path)) ?? path;
    const named = Object.entries(item).map(([method, operation]) => [
      method,
      withParameterNames(operation, namesIn(path), namesIn(same)),
    ]);
    joined[same] = { ...(Object.fromEntries(named) as PathItem), ...joined[same] };
  }
  return joined;
}

function withParameterNames(
  operation: OperationObject,
  from: readonly string[],
  to: readonly string[],
): OperationObject {
  if (operation.parameters === undefined) return operation;
  const parameters = operation.parameters.map((parameter) =>
    parameter.in === "path"
      ? { ...parameter, name: to[from.indexOf(parameter.name)] ?? parameter.name }
      : parameter,
  );
  return { ...operation, parameters };
}

function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, "{}");
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] as string);
}

function joinComponents(ours: DocumentComponents, theirs: DocumentComponents): DocumentComponents {
  const kinds = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return Object.fromEntries([...kinds].map((kind) => [kind, { ...theirs[kind], ...ours[kind] }]));
}

function joinTags(ours: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const names = new Set(ours.map((tag) => (tag as { name: string }).name));
  return [...ours, ...theirs.filter((tag) => !names.has((tag as { name: string }).name))];
}
