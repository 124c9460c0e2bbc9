import { describe, expect, test } from "vitest";
import { CorsPolicy, corsFromSettings, type CorsOptions } from "./cors.ts";
import { serverSettings } from "./settings.ts";

// tests/server/cors.test.ts compares every kind of options and request with Starlette itself.
const policy = (options: Partial<CorsOptions> = {}): CorsPolicy =>
  new CorsPolicy({
    allowOrigins: ["*"],
    allowMethods: ["*"],
    allowHeaders: ["*"],
    allowCredentials: true,
    allowOriginRegex: null,
    exposeHeaders: [],
    maxAge: 600,
    ...options,
  });

const preflightHeaders = (extra: Record<string, string> = {}): Record<string, string> => ({
  origin: "https://app.example",
  "access-control-request-method": "PUT",
  ...extra,
});

test("settings: off by default; on, with Starlette's names", () => {
  expect(corsFromSettings(serverSettings())).toBeNull();
  expect(
    corsFromSettings(
      serverSettings({ FASTAPI_CORS_ENABLED: true, FASTAPI_CORS_ALLOW_ORIGINS: ["https://a"] }),
    ),
  ).toEqual({
    allowOrigins: ["https://a"],
    allowMethods: ["*"],
    allowHeaders: ["*"],
    allowCredentials: true,
    allowOriginRegex: null,
    exposeHeaders: [],
    maxAge: 600,
  });
});

describe("preflight", () => {
  test("is an OPTIONS request with an origin that asks for a method, nothing else", () => {
    expect(CorsPolicy.isPreflight("OPTIONS", preflightHeaders())).toBe(true);
    expect(CorsPolicy.isPreflight("GET", preflightHeaders())).toBe(false);
    expect(CorsPolicy.isPreflight("OPTIONS", { origin: "https://app.example" })).toBe(false);
  });

  test("any origin with credentials: the origin is repeated, never *", () => {
    const { status, headers, body } = policy().preflight(
      preflightHeaders({ "access-control-request-headers": "X-A, X-B" }),
    );
    expect({ status, body }).toEqual({ status: 200, body: "OK" });
    expect(Object.fromEntries(headers)).toMatchObject({
      "access-control-allow-origin": "https://app.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-headers": "X-A, X-B",
      "access-control-allow-methods": "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY",
      "access-control-max-age": "600",
      vary: expect.stringContaining("Origin"),
    });
  });

  test("every origin without credentials is *", () => {
    const { headers } = policy({ allowCredentials: false }).preflight(preflightHeaders());
    expect(Object.fromEntries(headers)).toMatchObject({ "access-control-allow-origin": "*" });
    expect(headers.some(([name]) => name === "access-control-allow-credentials")).toBe(false);
  });

  test("what is not allowed is named, with status 400", () => {
    const { status, body, headers } = policy({
      allowOrigins: ["https://other.example"],
      allowMethods: ["GET"],
      allowHeaders: ["X-A"],
    }).preflight(
      preflightHeaders({
        "access-control-request-headers": "x-a, X-B",
        "access-control-request-private-network": "true",
      }),
    );
    expect(status).toBe(400);
    expect(body).toBe("Disallowed CORS origin, method, headers, private-network");
    expect(headers.some(([name]) => name === "access-control-allow-origin")).toBe(false);
    expect(Object.fromEntries(headers)["access-control-allow-headers"]).toBe(
      "Accept, Accept-Language, Content-Language, Content-Type, X-A",
    );
  });
});

describe("responses", () => {
  const origin = { origin: "https://app.example" };
  test("a listed origin is repeated and varied on, together with what varied before", () => {
    expect(policy({ allowOrigins: ["https://app.example"] }).apply(origin, [["vary", "Cookie"]])).toEqual([
      ["access-control-allow-credentials", "true"],
      ["access-control-allow-origin", "https://app.example"],
      ["vary", "Cookie, Origin"],
    ]);
  });
  test("another origin gets no permission", () => {
    const headers = policy({ allowOrigins: ["https://other.example"] }).apply(origin, []);
    expect(headers.map(([name]) => name)).not.toContain("access-control-allow-origin");
  });
  test("without an Origin the response still varies on it, for caches", () => {
    expect(policy().apply({}, [])).toEqual([["vary", "Origin"]]);
  });
});
