import type { ServerSettings } from "../settings.ts";
import type { Header, MakePart, MiddlewarePart } from "./part.ts";
import { settingPattern } from "./setting-pattern.ts";

/** `django.middleware.security.SecurityMiddleware` */
export const security: MakePart = (settings) => {
  const headers = securityHeaders(settings);
  return {
    headers,
    ...(settings.SECURE_HSTS_SECONDS > 0 && {
      secureHeaders: [["strict-transport-security", strictTransportSecurity(settings)], ...headers],
    }),
    ...(settings.SECURE_SSL_REDIRECT && { answer: redirectToHttps(settings) }),
  };
};

function securityHeaders(settings: ServerSettings): Header[] {
  const headers: Header[] = [];
  if (settings.SECURE_CONTENT_TYPE_NOSNIFF) headers.push(["x-content-type-options", "nosniff"]);
  const { SECURE_REFERRER_POLICY: policy, SECURE_CROSS_ORIGIN_OPENER_POLICY: openerPolicy } = settings;
  const policies = typeof policy === "string" ? policy.split(",").map((one) => one.trim()) : (policy ?? []);
  if (policy !== "" && policies.length > 0) headers.push(["referrer-policy", policies.join(",")]);
  if (openerPolicy) headers.push(["cross-origin-opener-policy", openerPolicy]);
  return headers;
}

function strictTransportSecurity(settings: ServerSettings): string {
  const domains = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS ? "; includeSubDomains" : "";
  return `max-age=${settings.SECURE_HSTS_SECONDS}${domains}${settings.SECURE_HSTS_PRELOAD ? "; preload" : ""}`;
}

function redirectToHttps(settings: ServerSettings): NonNullable<MiddlewarePart["answer"]> {
  const redirectHost = settings.SECURE_SSL_HOST === "" ? null : settings.SECURE_SSL_HOST;
  const exempt = settings.SECURE_REDIRECT_EXEMPT.map((pattern) =>
    settingPattern(
      "SECURE_REDIRECT_EXEMPT",
      pattern,
      "API requests would be redirected that are exempt in Django",
    ),
  );
  return ({ scheme, host, path, incoming }) => {
    if (scheme === "https") return null;
    const relative = (path?.decoded ?? "").replace(/^\/+/, "");
    if (exempt.some((pattern) => pattern.test(relative))) return null;
    const location = `https://${redirectHost ?? host}${incoming.url as string}`;
    return { status: 301, headers: [["location", location]], body: null };
  };
}
