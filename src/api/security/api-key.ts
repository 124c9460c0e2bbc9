import type { Dependency } from "../dependencies/depends.ts";
import { refuse, securityDependency, type MaybeOptional, type SecurityOptions } from "./dependency.ts";

export interface ApiKeyOptions extends SecurityOptions {
  /** Of the header, query parameter or cookie. */
  readonly name: string;
}

/** A key in a header. */
export function apiKeyHeader<const O extends ApiKeyOptions>(
  options: O,
): Dependency<MaybeOptional<string, O>> {
  return apiKey("header", "APIKeyHeader", options);
}

/** A key in the query string. */
export function apiKeyQuery<const O extends ApiKeyOptions>(options: O): Dependency<MaybeOptional<string, O>> {
  return apiKey("query", "APIKeyQuery", options);
}

/** A key in a cookie. */
export function apiKeyCookie<const O extends ApiKeyOptions>(
  options: O,
): Dependency<MaybeOptional<string, O>> {
  return apiKey("cookie", "APIKeyCookie", options);
}

function apiKey<O extends ApiKeyOptions>(
  location: "header" | "query" | "cookie",
  className: string,
  { name, schemeName = className, description, autoError = true }: O,
): Dependency<MaybeOptional<string, O>> {
  const headerName = name.toLowerCase();
  return securityDependency<MaybeOptional<string, O>>(
    {
      name: schemeName,
      scheme: { type: "apiKey", in: location, name, ...(description !== undefined && { description }) },
      scopes: [],
      optional: !autoError,
    },
    ({ request }) => {
      let key: string | string[] | undefined | null;
      if (location === "header") key = request.headers[headerName];
      else key = location === "cookie" ? request.cookies.get(name) : request.queryParams.get(name);
      return typeof key === "string" && key !== "" ? key : refuse(autoError, "APIKey");
    },
  );
}
