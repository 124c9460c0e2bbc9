export const SECURITY = "django.middleware.security.SecurityMiddleware";
export const CLICKJACKING = "django.middleware.clickjacking.XFrameOptionsMiddleware";
export const COMMON = "django.middleware.common.CommonMiddleware";
const GZIP = "django.middleware.gzip.GZipMiddleware";
const CONDITIONAL = "django.middleware.http.ConditionalGetMiddleware";
const POLICY = "django.middleware.csp.ContentSecurityPolicyMiddleware";
export const BOTH = [SECURITY, CLICKJACKING];

type Pattern = { readonly pattern: string; readonly flags: number };
export type Settings = Record<
  string,
  boolean | number | string | string[] | Pattern[] | Record<string, string | string[] | boolean | null> | null
>;

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is asked of a server with these settings: of Django, and of ours. */
export interface Case {
  readonly settings: Settings;
  readonly requests: readonly Sent[];
}

function sent(path: string, headers: Record<string, string> = {}, method = "GET"): Sent {
  return { method, path, headers: { host: "shop.example", "x-forwarded-proto": "http", ...headers } };
}

const PLAIN = ["/plain", "/own-headers", "/refused?q=a%20b&r=1", "/fails", "/frame"];
const BY_BOTH_SCHEMES = ["http", "https"].flatMap((scheme) =>
  PLAIN.map((path) => sent(path, { "x-forwarded-proto": scheme })),
);

const HEADERS: readonly Case[] = [
  {},
  { MIDDLEWARE: [SECURITY] },
  { MIDDLEWARE: [CLICKJACKING] },
  { MIDDLEWARE: BOTH },
  { MIDDLEWARE: BOTH, X_FRAME_OPTIONS: "sameorigin" },
  { MIDDLEWARE: BOTH, SECURE_CONTENT_TYPE_NOSNIFF: false, SECURE_CROSS_ORIGIN_OPENER_POLICY: null },
  { MIDDLEWARE: BOTH, SECURE_REFERRER_POLICY: "no-referrer ,strict-origin-when-cross-origin" },
  { MIDDLEWARE: BOTH, SECURE_REFERRER_POLICY: ["no-referrer", "same-origin"] },
  { MIDDLEWARE: BOTH, SECURE_REFERRER_POLICY: null, SECURE_HSTS_SECONDS: 60 },
  {
    MIDDLEWARE: BOTH,
    SECURE_HSTS_SECONDS: 31_536_000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS: true,
    SECURE_HSTS_PRELOAD: true,
  },
  { MIDDLEWARE: [CLICKJACKING], SECURE_HSTS_SECONDS: 60, SECURE_SSL_REDIRECT: true },
  { MIDDLEWARE: BOTH, SECURE_SSL_REDIRECT: true, SECURE_HSTS_SECONDS: 60 },
  {
    MIDDLEWARE: BOTH,
    SECURE_SSL_REDIRECT: true,
    SECURE_SSL_HOST: "secure.example",
    SECURE_REDIRECT_EXEMPT: [String.raw`^plain/?\Z`, "(?P<part>own)-headers$"],
  },
].map((settings) => ({ settings, requests: BY_BOTH_SCHEMES }));

const COMMON_REQUESTS = [
  ...BY_BOTH_SCHEMES,
  sent("/plain?a=1", { "user-agent": "SPAMBOT/1" }),
  sent("/plain", { "user-agent": "Mozilla/5.0 (evil)" }),
  sent("/plain", { "user-agent": "Mozilla/5.0 evil" }),
  sent("/plain", { "user-agent": "Mozilla/5.0" }),
  sent("/plain?a=%20", { host: "www.shop.example" }),
  sent("/plain", { host: "www.shop.example:8000" }),
  sent("/plain", { host: "shop.example:8000" }, "POST"),
];
const IGNORECASE = 2;
const DISALLOWED_USER_AGENTS = [
  { pattern: "^spambot", flags: IGNORECASE },
  { pattern: String.raw`evil\Z`, flags: 0 },
];
const COMMON_CASES: readonly Case[] = [
  { MIDDLEWARE: [CLICKJACKING], PREPEND_WWW: true, DISALLOWED_USER_AGENTS },
  { MIDDLEWARE: [SECURITY, COMMON, CLICKJACKING], DISALLOWED_USER_AGENTS },
  { MIDDLEWARE: [SECURITY, COMMON], PREPEND_WWW: true, DISALLOWED_USER_AGENTS },
  // Who comes first redirects first.
  { MIDDLEWARE: [SECURITY, COMMON], PREPEND_WWW: true, SECURE_SSL_REDIRECT: true },
  { MIDDLEWARE: [COMMON, SECURITY], PREPEND_WWW: true, SECURE_SSL_REDIRECT: true, DISALLOWED_USER_AGENTS },
].map((settings) => ({ settings, requests: COMMON_REQUESTS }));

/** md5 of what /long and /plain answer, which Django makes the tag of. */
const PLAIN_TAG = '"99914b932bd37a50b983c5e7c90ae93b"';
const BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
const SAME = "Sun, 06 Nov 1994 08:49:37 GMT";
const CONDITIONS: readonly Record<string, string>[] = [
  {},
  { "if-none-match": PLAIN_TAG },
  { "if-none-match": `W/${PLAIN_TAG}` },
  { "if-none-match": '"other", W/"v1" , broken' },
  { "if-none-match": '"v1"' },
  { "if-none-match": "*" },
  { "if-none-match": "broken", "if-modified-since": SAME },
  { "if-none-match": '"other"', "if-modified-since": SAME },
  { "if-match": '"v1"' },
  { "if-match": 'W/"v1"' },
  { "if-match": "*" },
  { "if-match": PLAIN_TAG, "if-unmodified-since": BEFORE },
  { "if-match": "broken", "if-unmodified-since": BEFORE },
  { "if-modified-since": SAME },
  { "if-modified-since": BEFORE },
  { "if-modified-since": "Sunday, 06-Nov-94 08:49:37 GMT" },
  { "if-modified-since": "Sun Nov  6 08:49:37 1994" },
  { "if-modified-since": "Sun, 31 Nov 1994 08:49:37 GMT" },
  { "if-modified-since": "1994-11-06T08:49:37Z" },
  { "if-unmodified-since": SAME },
  { "if-unmodified-since": BEFORE },
];
const CONDITIONAL_REQUESTS = [
  ...CONDITIONS.flatMap((headers) => [sent("/plain", headers), sent("/dated", headers)]),
  ...["/long", "/weak", "/secret", "/refused", "/fails", "/lines", "/own-headers"].flatMap((path) => [
    sent(path),
    sent(path, { "if-none-match": "*" }),
    sent(path, { "if-match": 'W/"v1"' }),
  ]),
  sent("/plain", { "if-none-match": "*" }, "POST"),
  sent("/dated", { "if-none-match": "*" }, "HEAD"),
];

const CODINGS = [
  {},
  { "accept-encoding": "gzip, deflate, br" },
  { "accept-encoding": "br;q=1.0, gzip;q=0.8" },
  { "accept-encoding": "xgzip" },
  { "accept-encoding": "identity" },
];
const COMPRESSIBLE = ["/plain", "/long", "/dated", "/weak", "/secret", "/encoded", "/lines", "/refused"];
const GZIP_REQUESTS = [
  ...CODINGS.flatMap((headers) => COMPRESSIBLE.map((path) => sent(path, headers))),
  sent("/plain", CODINGS[1], "POST"),
];
const CONDITIONAL_GZIP_REQUESTS = [
  ...GZIP_REQUESTS,
  ...CONDITIONAL_REQUESTS.map(({ path, headers, method }) =>
    sent(path, { ...CODINGS[1], ...headers }, method),
  ),
];

const CHANGING_CASES: readonly Case[] = [
  { settings: { MIDDLEWARE: [SECURITY, CONDITIONAL, CLICKJACKING] }, requests: CONDITIONAL_REQUESTS },
  { settings: { MIDDLEWARE: [GZIP, CLICKJACKING] }, requests: GZIP_REQUESTS },
  {
    settings: { MIDDLEWARE: [SECURITY, GZIP, CONDITIONAL, CLICKJACKING] },
    requests: CONDITIONAL_GZIP_REQUESTS,
  },
  // The other way round: tags of what is compressed. That of a long text is another each time.
  {
    settings: { MIDDLEWARE: [CONDITIONAL, SECURITY, GZIP] },
    requests: CONDITIONAL_REQUESTS.filter(({ path }) => path !== "/long"),
  },
];

export const CASES: readonly Case[] = [...HEADERS, ...COMMON_CASES, ...CHANGING_CASES];

/** For Django 6.0 and later. */
export const POLICY_CASES: readonly Case[] = [
  { MIDDLEWARE: [POLICY, CLICKJACKING] },
  { MIDDLEWARE: [POLICY], SECURE_CSP: {}, SECURE_CSP_REPORT_ONLY: { "default-src": "'self'" } },
  {
    MIDDLEWARE: [SECURITY, POLICY],
    SECURE_CSP: {
      "default-src": ["'self'"],
      "script-src": ["'self'", "<CSP_NONCE_SENTINEL>"],
      "style-src": ["<CSP_NONCE_SENTINEL>"],
      "upgrade-insecure-requests": true,
      "frame-src": false,
      "img-src": null,
      "font-src": "https://fonts.example",
      "connect-src": [],
      "media-src": "",
    },
    SECURE_CSP_REPORT_ONLY: { "script-src": ["'none'"], "report-uri": "/reports" },
  },
  { MIDDLEWARE: [POLICY], SECURE_CSP: { "img-src": null } },
  { MIDDLEWARE: [SECURITY], SECURE_CSP: { "default-src": ["'none'"] } },
].map((settings) => ({ settings, requests: BY_BOTH_SCHEMES }));
