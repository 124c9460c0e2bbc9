import { patternSource } from "../api/paths/pattern.ts";
import { parseTemplate } from "../api/paths/template.ts";
import type { ServedRoute } from "./routes.ts";

/** What a server in front has to know to tell which requests are the API's. */
export interface RouteTable {
  /** FASTAPI_ROOT_PATH: cut off a path where it is still there. */
  readonly rootPath: string;
  readonly redirectSlashes: boolean;
  /** Preflights of every path that is here are answered here. */
  readonly cors: boolean;
  /** By path, decoded: a path without parameters as it is, or a regular expression of the whole of it. */
  readonly routes: readonly {
    readonly path: string | null;
    readonly pattern: string | null;
    readonly methods: readonly string[];
  }[];
}

const HEALTH: RouteTable["routes"] = ["/-/health", "/-/ready"].map((path) => ({
  path,
  pattern: null,
  methods: ["GET", "HEAD"],
}));

/** The table of a server's routes. Its patterns mean the same in JavaScript and in Python. */
export function routeTable(
  routes: readonly (Pick<ServedRoute, "method" | "template"> & { readonly isFallback?: boolean })[],
  options: Omit<RouteTable, "routes">,
): RouteTable {
  const methods = new Map<string, string[]>();
  for (const { method, template, isFallback = false } of routes) {
    const known = methods.get(template) ?? [];
    // Without a method a path is the API's only where Django has none.
    methods.set(template, isFallback ? known : [...known, method]);
  }
  const entries = [...methods].map(([template, methodsHere]) => ({
    ...target(template),
    methods: methodsHere,
  }));
  return { ...options, routes: [...HEALTH, ...entries] };
}

function target(template: string): { path: string | null; pattern: string | null } {
  const parts = parseTemplate(template);
  if (parts.every((part) => typeof part === "string")) return { path: template, pattern: null };
  return { path: null, pattern: patternSource(parts, { capture: false }) };
}
