import type { HttpResponse } from "../api/http.ts";

export interface Readiness {
  readonly ready: boolean;
  /** Parts and how they are, shown as they are: nothing secret. */
  readonly [part: string]: unknown;
}

/** `/-/health`: the process answers. `/-/ready`: it can serve. Load balancers ask by address: no host check here. */
export async function healthResponse(path: string, ready: () => Promise<Readiness>): Promise<HttpResponse> {
  if (path === "/-/health") return json(200, { status: "ok" });
  try {
    const readiness = await ready();
    return json(readiness.ready ? 200 : 503, readiness);
  } catch {
    return json(503, { ready: false });
  }
}

export function isHealthPath(path: string): boolean {
  return path === "/-/health" || path === "/-/ready";
}

function json(status: number, body: object): HttpResponse {
  const headers: HttpResponse["headers"] = [
    ["content-type", "application/json"],
    ["cache-control", "no-store"],
  ];
  return { status, headers, body: JSON.stringify(body) };
}
