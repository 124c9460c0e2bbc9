import { DuplicateOperationError, ShadowedOperationError } from "../../errors/api.ts";
import { covers } from "../paths/covers.ts";
import { parseServedTemplate, type TemplatePart } from "../paths/template.ts";
import type { FlatRoute } from "./flatten.ts";

/** What a route is reached by: HTTP methods, or "WEBSOCKET". */
type CheckedRoute = Pick<FlatRoute, "path" | "declaredAt"> & { readonly methods: readonly string[] };

interface Seen {
  readonly route: CheckedRoute;
  readonly parts: readonly TemplatePart[];
}

/**
 * Operations that would never be reached are errors at start.
 *
 * @throws DeclarationError
 */
export function checkOperations(routes: readonly CheckedRoute[]): void {
  const byMethod = new Map<string, Seen[]>();
  for (const route of routes) {
    const { path, declaredAt } = route;
    const parts = parseServedTemplate(path, declaredAt);
    for (const method of route.methods) {
      const earlier = byMethod.get(method) ?? [];
      for (const other of earlier) checkPair(method, other, { route, parts });
      byMethod.set(method, [...earlier, { route, parts }]);
    }
  }
}

function checkPair(method: string, earlier: Seen, later: Seen): void {
  if (!covers(earlier.parts, later.parts)) return;
  const { path, declaredAt } = later.route;
  const first = `${method} ${earlier.route.path} (${earlier.route.declaredAt ?? "?"})`;
  if (covers(later.parts, earlier.parts))
    throw new DuplicateOperationError(
      `${method} ${path} is declared a second time: ${first} has it`,
      declaredAt,
    );
  throw new ShadowedOperationError(
    `${method} ${path} is never reached: ${first} takes its requests. Declare it before that one`,
    declaredAt,
  );
}
