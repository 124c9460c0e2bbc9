import type { HttpResponse } from "../api/http.ts";
import type { Decision } from "./router.ts";

/** `{"detail": ...}`, FastAPI's form of an error. */
export function detailResponse(
  status: number,
  detail: string,
  headers: HttpResponse["headers"] = [],
): HttpResponse {
  return {
    status,
    headers: [["content-type", "application/json"], ...headers],
    body: JSON.stringify({ detail }),
  };
}

/** Django answers DisallowedHost with 400; what to do is said to developers only. */
export function badHost(host: string, debug: boolean): HttpResponse {
  const advice = debug ? `: add the host to ALLOWED_HOSTS (it was ${JSON.stringify(host)})` : "";
  return detailResponse(400, `Invalid Host header${advice}`);
}

/** The response where no operation answers. */
export function refusal(decision: Exclude<Decision, { kind: "route" }>): HttpResponse {
  switch (decision.kind) {
    case "methodNotAllowed":
      return detailResponse(405, "Method Not Allowed", [["allow", decision.allow.join(", ")]]);
    case "redirect":
      return { status: 307, headers: [["location", decision.location]], body: null };
    case "none":
      return detailResponse(404, "Not Found");
  }
}
