/** How API requests stand to one entry of MIDDLEWARE: they do not pass Django's middleware. */
export interface MiddlewareStanding {
  /** Dotted, as in MIDDLEWARE. */
  readonly name: string;
  /**
   * honoured: this package does the same to API requests, by the same settings. notApplied: nothing does.
   * unknown: a class of the project's or of an add-on; nothing of it applies.
   */
  readonly standing: "honoured" | "notApplied" | "unknown";
  readonly note: string;
}

type Known = Omit<MiddlewareStanding, "name">;

const honoured = (note: string): Known => ({ standing: "honoured", note });
const notApplied = (note: string): Known => ({ standing: "notApplied", note });

/** What is known of Django's own and of common add-ons. Kept true: an entry changes when what it says is built. */
const KNOWN: Readonly<Record<string, Known>> = {
  "django.middleware.common.CommonMiddleware": honoured(
    "ALLOWED_HOSTS, DISALLOWED_USER_AGENTS and PREPEND_WWW; slashes are redirected where neither side has the path",
  ),
  "corsheaders.middleware.CorsMiddleware": notApplied("use the FASTAPI_CORS_* settings"),
  "django.middleware.security.SecurityMiddleware": honoured(
    "the SECURE_* headers, and the redirect to HTTPS",
  ),
  "django.contrib.sessions.middleware.SessionMiddleware": honoured(
    "the session is there for operations that ask for it: session, loginRequired and its family",
  ),
  "django.contrib.auth.middleware.AuthenticationMiddleware": honoured(
    "the user is there for operations that ask: loginRequired and its family, optionalUser",
  ),
  "django.middleware.csrf.CsrfViewMiddleware": honoured(
    "operations that ask for the session or its user are checked; others are not, and do not know who is logged in",
  ),
  "django.middleware.clickjacking.XFrameOptionsMiddleware": honoured(
    "X-Frame-Options, unless the operation sets it",
  ),
  "django.contrib.messages.middleware.MessageMiddleware": honoured("handlers that ask for messages"),
  "django.middleware.locale.LocaleMiddleware": notApplied("texts are in LANGUAGE_CODE"),
  "django.middleware.gzip.GZipMiddleware": honoured("responses are compressed, streams piece by piece"),
  "django.middleware.http.ConditionalGetMiddleware": honoured("ETag, 304 and 412 for GET"),
  "django.middleware.cache.UpdateCacheMiddleware": notApplied("responses are not cached"),
  "django.middleware.cache.FetchFromCacheMiddleware": notApplied("responses are not cached"),
  "django.middleware.csp.ContentSecurityPolicyMiddleware": honoured(
    "SECURE_CSP and SECURE_CSP_REPORT_ONLY, unless the operation has its own; a nonce where a template asks for it",
  ),
  "django.contrib.auth.middleware.LoginRequiredMiddleware": notApplied(
    "API operations are open unless they say otherwise",
  ),
  "django.contrib.auth.middleware.RemoteUserMiddleware": notApplied("REMOTE_USER is not read"),
  "django.contrib.auth.middleware.PersistentRemoteUserMiddleware": notApplied("REMOTE_USER is not read"),
  "django.middleware.common.BrokenLinkEmailsMiddleware": notApplied("Django's 404 pages only"),
  "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware": notApplied("Django's 404 pages only"),
  "django.contrib.redirects.middleware.RedirectFallbackMiddleware": notApplied("Django's 404 pages only"),
  "django.contrib.sites.middleware.CurrentSiteMiddleware": notApplied("requests have no site"),
  "django.contrib.admindocs.middleware.XViewMiddleware": notApplied("for Django's views only"),
  "whitenoise.middleware.WhiteNoiseMiddleware": honoured("static files are Django's paths: it serves them"),
  "debug_toolbar.middleware.DebugToolbarMiddleware": notApplied("for Django's pages only"),
};

/** What API requests have of each middleware, in the order of MIDDLEWARE. */
export function middlewareStandings(middleware: unknown): MiddlewareStanding[] {
  if (!Array.isArray(middleware)) return [];
  return middleware
    .filter((name) => typeof name === "string")
    .map((name) => ({
      name,
      ...(Object.hasOwn(KNOWN, name)
        ? (KNOWN[name] as Known)
        : {
            standing: "unknown",
            note: "not known to this package: what it does to requests does not happen to API requests",
          }),
    }));
}
