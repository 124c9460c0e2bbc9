import type { HttpResponse } from "../api/http.ts";
import { SettingInvalid } from "../errors/project.ts";
import { pythonRegex } from "../util/python-regex.ts";
import type { Exchange } from "./exchange.ts";
import type { ServerSettings } from "./settings.ts";

type Headers = HttpResponse["headers"];
type Header = Headers[number];

const SECURITY = "django.middleware.security.SecurityMiddleware";
const CLICKJACKING = "django.middleware.clickjacking.XFrameOptionsMiddleware";

/**
 * What Django's middleware adds to every response, for responses that Django does not make: `SecurityMiddleware`
 * (`django/middleware/security.py`) and `XFrameOptionsMiddleware` (`clickjacking.py`), each where it stands in
 * MIDDLEWARE, by its settings. A header that the operation set itself stays.
 */
export class DjangoMiddleware {
  private readonly plain: readonly Header[];
  /** On HTTPS. */
  private readonly secure: readonly Header[];
  private readonly redirects: boolean;
  private readonly redirectHost: string | null;
  private readonly exempt: readonly RegExp[];

  /** @throws SettingInvalid a pattern of SECURE_REDIRECT_EXEMPT that JavaScript does not have */
  constructor(settings: ServerSettings) {
    const has = (name: string): boolean => settings.MIDDLEWARE.includes(name);
    this.plain = [
      ...(has(SECURITY) ? securityHeaders(settings) : []),
      ...(has(CLICKJACKING) ? ([["x-frame-options", settings.X_FRAME_OPTIONS.toUpperCase()]] as const) : []),
    ];
    this.secure =
      has(SECURITY) && settings.SECURE_HSTS_SECONDS > 0
        ? [["strict-transport-security", strictTransportSecurity(settings)], ...this.plain]
        : this.plain;
    this.redirects = has(SECURITY) && settings.SECURE_SSL_REDIRECT;
    this.redirectHost = settings.SECURE_SSL_HOST === "" ? null : settings.SECURE_SSL_HOST;
    this.exempt = this.redirects ? settings.SECURE_REDIRECT_EXEMPT.map(exemption) : [];
  }

  /** SECURE_SSL_REDIRECT: where a request that came without encryption is to go; null: it stays. */
  redirect({ scheme, host, path, incoming }: Exchange): HttpResponse | null {
    if (!this.redirects || scheme === "https") return null;
    const relative = (path?.decoded ?? "").replace(/^\/+/, "");
    if (this.exempt.some((pattern) => pattern.test(relative))) return null;
    const location = `https://${this.redirectHost ?? host}${incoming.url as string}`;
    return { status: 301, headers: [["location", location]], body: null };
  }

  /** The headers with those that every response has. */
  apply(scheme: "http" | "https", headers: Headers): Headers {
    const added = scheme === "https" ? this.secure : this.plain;
    if (added.length === 0) return headers;
    const missing = added.filter(([name]) => !headers.some(([present]) => present === name));
    return [...headers, ...missing];
  }
}

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

function exemption(pattern: string): RegExp {
  const compiled = pythonRegex(pattern);
  if (compiled === null)
    throw new SettingInvalid(
      `SECURE_REDIRECT_EXEMPT has the pattern ${JSON.stringify(pattern)}, which has no counterpart in JavaScript: ` +
        "API requests would be redirected that are exempt in Django. Write it in another way.",
    );
  return compiled;
}
