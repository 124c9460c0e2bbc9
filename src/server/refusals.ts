import type { FastAPI } from "../api/fastapi.ts";
import type { HttpRequest, HttpResponse } from "../api/http.ts";
import { HTTPException } from "../errors/api.ts";
import type { MaybePromise } from "../util/maybe-promise.ts";
import type { Decision } from "./router.ts";

type Refusal = Exclude<Decision, { kind: "route" }>;

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

/** Where nobody answers, and nobody can be asked how to say it. */
export const NOT_FOUND: HttpResponse = detailResponse(404, "Not Found");

/** The response where no operation answers, as the application would have it: its exception handlers, its middlewares. */
export function refuse(
  app: FastAPI,
  decision: Refusal,
  path: string,
  request: HttpRequest,
): MaybePromise<HttpResponse> {
  return app.refuse(path, request, () => {
    switch (decision.kind) {
      case "methodNotAllowed":
        throw new HTTPException(405, "Method Not Allowed", { headers: { allow: decision.allow.join(", ") } });
      case "redirect":
        return { status: 307, headers: [["location", decision.location]], body: null };
      case "none":
        throw new HTTPException(404, "Not Found");
    }
  });
}
