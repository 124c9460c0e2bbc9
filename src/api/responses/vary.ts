import type { HttpResponse } from "../http.ts";

/** The response with another name in its Vary header (`django.utils.cache.patch_vary_headers`). */
export function withVary(response: HttpResponse, name: string): HttpResponse {
  const values = response.headers
    .filter(([header]) => header === "vary")
    .flatMap(([, value]) => value.split(","))
    .map((value) => value.trim())
    .filter((value) => value !== "");
  if (values.some((value) => value === "*" || value.toLowerCase() === name.toLowerCase())) return response;
  const others = response.headers.filter(([header]) => header !== "vary");
  return { ...response, headers: [...others, ["vary", [...values, name].join(", ")]] };
}
