import type { MaybePromise } from "../util/maybe-promise.ts";
import { andThen } from "../util/maybe-promise.ts";
import { Matcher } from "./matcher.ts";
import type { RouteMatch } from "./exchange.ts";
import { belowRootPath, type RequestPath } from "./request-path.ts";
import type { ServedRoute } from "./routes.ts";

/** What is to become of a request. */
export type Decision =
  | RouteMatch
  /** The API has the path, not the method, and Django does not have the path. */
  | { readonly kind: "methodNotAllowed"; readonly allow: readonly string[] }
  /** The same path with, or without, its slash at the end is the API's, and neither side has this one. */
  | { readonly kind: "redirect"; readonly location: string }
  /** Not the API's: Django's, or nobody's. */
  | { readonly kind: "none" };

export interface RouterOptions {
  readonly routes: readonly ServedRoute[];
  /** FASTAPI_ROOT_PATH: cut off where it is still there, as Starlette's `get_route_path` does. */
  readonly rootPath: string;
  readonly redirectSlashes: boolean;
  /** Whether Django's URLconf has a path. */
  readonly resolvesElsewhere: (path: string) => MaybePromise<boolean>;
}

const NONE: Decision = { kind: "none" };

/** Decides by method and path alone, before anything else looks at a request. */
export class Router {
  private readonly matcher: Matcher<ServedRoute>;
  /** Front ends: asked when everything else has been. */
  private readonly fallbacks: Matcher<ServedRoute>;
  private readonly options: RouterOptions;

  constructor(options: RouterOptions) {
    this.options = options;
    const matcherOf = (isFallback: boolean): Matcher<ServedRoute> =>
      new Matcher(
        options.routes
          .filter((route) => route.isFallback === isFallback)
          .map((route) => ({ ...route, value: route })),
      );
    this.matcher = matcherOf(false);
    this.fallbacks = matcherOf(true);
  }

  /** Whether the API has the path, with whatever method: what CORS applies to. */
  owns(path: RequestPath): boolean {
    return this.matcher.match("", belowRootPath(path.decoded, this.options.rootPath)) !== null;
  }

  /** Without a promise for every request that an operation answers, and without Django for all. */
  decide(method: string, path: RequestPath): MaybePromise<Decision> {
    const ownPath = belowRootPath(path.decoded, this.options.rootPath);
    const match = this.matcher.match(method, ownPath);
    if (match?.kind === "route") return match;
    const ours: Decision | null =
      match === null
        ? this.slashRedirect(method, path, ownPath)
        : { kind: "methodNotAllowed", allow: match.methods };
    if (ours !== null) return this.unlessElsewhere([path.decoded], ours);
    const fallback = this.fallbacks.match(method, ownPath);
    if (fallback?.kind !== "route") return NONE;
    // Django redirects /admin to /admin/ (APPEND_SLASH); a front end must not take that away.
    const { decoded } = path;
    return this.unlessElsewhere(decoded.endsWith("/") ? [decoded] : [decoded, `${decoded}/`], fallback);
  }

  private unlessElsewhere(paths: readonly string[], ours: Decision): MaybePromise<Decision> {
    const [path, ...others] = paths;
    if (path === undefined) return ours;
    return andThen(this.options.resolvesElsewhere(path), (resolves) =>
      resolves ? NONE : this.unlessElsewhere(others, ours),
    );
  }

  private slashRedirect(method: string, { raw, query }: RequestPath, ownPath: string): Decision | null {
    if (!this.options.redirectSlashes || ownPath === "/" || raw.endsWith("/") !== ownPath.endsWith("/"))
      return null;
    const toggled = ownPath.endsWith("/") ? ownPath.slice(0, -1) : `${ownPath}/`;
    if (this.matcher.match(method, toggled) === null) return null;
    // Browsers read a backslash as a slash.
    const target = (raw.endsWith("/") ? raw.slice(0, -1) : `${raw}/`).replaceAll("\\", "%5C");
    // Two slashes at the start would name another host: django.utils.http.escape_leading_slashes.
    const location = target.startsWith("//") ? `/%2F${target.slice(2)}` : target;
    return { kind: "redirect", location: query === "" ? location : `${location}?${query}` };
  }
}
