import { z } from "zod";
import type { FastAPISettings } from "../api/fastapi-options.ts";
import type { Manifest } from "../manifest/schema.ts";

/** A tuple travels as a list or tagged (see manifest/wire.ts). */
const pair = z.union([
  z.tuple([z.string(), z.string()]),
  z.object({ $: z.literal("tuple"), v: z.tuple([z.string(), z.string()]) }).transform((tagged) => tagged.v),
]);
const strings = z.union([
  z.array(z.string()),
  z.object({ $: z.enum(["tuple", "set"]), v: z.array(z.string()) }).transform((tagged) => tagged.v),
]);

/** A text, or what `re.compile` made of one, with its flags. */
const pattern = z.union([z.string(), z.object({ pattern: z.string(), flags: z.int() })]);
/** A directive's sources by its name; true: it stands alone; null and false: it is left out. */
const policy = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean(), z.null()]));

/** What the HTTP server reads of the Django project's settings, by Django's names; defaults are Django's. */
const serverSettingsSchema = z.object({
  DEBUG: z.boolean().default(false),
  ALLOWED_HOSTS: strings.default([]),
  USE_X_FORWARDED_HOST: z.boolean().default(false),
  USE_X_FORWARDED_PORT: z.boolean().default(false),
  /** ("HTTP_X_FORWARDED_PROTO", "https") */
  SECURE_PROXY_SSL_HEADER: pair.nullable().default(null),
  /** Class names; without a project none. */
  MIDDLEWARE: strings.default([]),
  SECURE_CONTENT_TYPE_NOSNIFF: z.boolean().default(true),
  SECURE_CROSS_ORIGIN_OPENER_POLICY: z.string().nullable().default("same-origin"),
  SECURE_HSTS_INCLUDE_SUBDOMAINS: z.boolean().default(false),
  SECURE_HSTS_PRELOAD: z.boolean().default(false),
  /** Seconds. */
  SECURE_HSTS_SECONDS: z.int().default(0),
  /** Patterns of Python's, looked for in the path without its first slash. */
  SECURE_REDIRECT_EXEMPT: z.array(pattern).default([]),
  SECURE_REFERRER_POLICY: z.union([z.string(), strings]).nullable().default("same-origin"),
  SECURE_SSL_HOST: z.string().nullable().default(null),
  SECURE_SSL_REDIRECT: z.boolean().default(false),
  SECURE_CSP: policy.default({}),
  SECURE_CSP_REPORT_ONLY: policy.default({}),
  X_FRAME_OPTIONS: z.string().default("DENY"),
  PREPEND_WWW: z.boolean().default(false),
  /** Patterns of Python's. */
  DISALLOWED_USER_AGENTS: z.array(pattern).default([]),
  /** Bytes; null: no limit. */
  DATA_UPLOAD_MAX_MEMORY_SIZE: z.int().nullable().default(2_621_440),
  FASTAPI_CORS_ENABLED: z.boolean().default(false),
  FASTAPI_CORS_ALLOW_ORIGINS: strings.default(["*"]),
  FASTAPI_CORS_ALLOW_CREDENTIALS: z.boolean().default(true),
  FASTAPI_CORS_ALLOW_METHODS: strings.default(["*"]),
  FASTAPI_CORS_ALLOW_HEADERS: strings.default(["*"]),
  FASTAPI_CORS_ALLOW_ORIGIN_REGEX: z.string().nullable().default(null),
  FASTAPI_CORS_EXPOSE_HEADERS: strings.default([]),
  FASTAPI_CORS_MAX_AGE: z.int().default(600),
  /** Bytes of a message; a larger one closes the connection with 1009. uvicorn's `--ws-max-size`. */
  FASTAPI_WEBSOCKET_MAX_SIZE: z.int().positive().default(16_777_216),
  /** Seconds; a client that is silent for two of them is cut. Null: no pings. uvicorn's `--ws-ping-interval`. */
  FASTAPI_WEBSOCKET_PING_INTERVAL: z.number().positive().nullable().default(20),
  FASTAPI_AUTODISCOVER: z.boolean().default(true),
  FASTAPI_AUTODISCOVER_MODULES: strings.default(["api"]),
  // Read elsewhere; looked at here, so that a mistake is told at the start.
  FASTAPI_FUNCTIONS_MODULES: strings.default(["functions"]),
  FASTAPI_QUERY_FALLBACK: z.enum(["worker", "error"]).default("worker"),
});

export type ServerSettings = z.infer<typeof serverSettingsSchema>;
export type SettingPattern = z.infer<typeof pattern>;
export type PolicyConfiguration = z.infer<typeof policy>;

/**
 * The server's settings from the manifest's; with none, Django's defaults.
 *
 * @throws ZodError when a setting has a type it cannot have.
 */
export function serverSettings(settings: Manifest["settings"] = {}): ServerSettings {
  return serverSettingsSchema.parse(settings);
}

const record = z.record(z.string(), z.json());
const url = z.string().nullable();

/**
 * FastAPI's constructor arguments as settings of the Django project. The manifest has None for what is not set; None
 * for a URL takes its page away.
 */
const apiSettingsSchema = z.object({
  FASTAPI_TITLE: z.string().default("Django FastAPI"),
  FASTAPI_VERSION: z.string().default("unknown"),
  FASTAPI_SUMMARY: z.string().nullish(),
  FASTAPI_DESCRIPTION: z.string().nullish(),
  FASTAPI_TERMS_OF_SERVICE: z.string().nullish(),
  FASTAPI_CONTACT: record.nullish(),
  FASTAPI_LICENSE_INFO: record.nullish(),
  FASTAPI_OPENAPI_TAGS: z.array(record).nullish(),
  FASTAPI_SERVERS: z.array(record).nullish(),
  FASTAPI_ROOT_PATH: z.string().default(""),
  FASTAPI_ROOT_PATH_IN_SERVERS: z.boolean().nullish(),
  FASTAPI_OPENAPI_URL: url.optional(),
  FASTAPI_DOCS_URL: url.optional(),
  FASTAPI_REDOC_URL: url.optional(),
  FASTAPI_SWAGGER_UI_OAUTH2_REDIRECT_URL: url.optional(),
  FASTAPI_SWAGGER_UI_PARAMETERS: record.nullish(),
  FASTAPI_SWAGGER_UI_INIT_OAUTH: record.nullish(),
  FASTAPI_REDIRECT_SLASHES: z.boolean().nullish(),
  FASTAPI_SEPARATE_INPUT_OUTPUT_SCHEMAS: z.boolean().nullish(),
  FASTAPI_STRICT_CONTENT_TYPE: z.boolean().nullish(),
});

/**
 * What the default instance is to be configured with before the project's API modules are loaded:
 * `api.configure(apiSettings(manifest.settings))`.
 *
 * @throws ZodError when a setting has a type it cannot have.
 */
export function apiSettings(settings: Manifest["settings"] = {}): Partial<FastAPISettings> {
  const given = Object.entries(apiSettingsSchema.parse(settings)).filter(
    ([name, value]) => value !== undefined && (value !== null || name.endsWith("_URL")),
  );
  return Object.fromEntries(given.map(([name, value]) => [camelCase(name.slice("FASTAPI_".length)), value]));
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
