import { z } from "zod";

/**
 * Django's settings that sessions, CSRF and authentication read, from the manifest's `settings`, with Django's
 * defaults (`django.conf.global_settings`) for a snapshot that lacks one.
 */
const sameSite = z.union([z.enum(["Lax", "Strict", "None"]), z.literal(false), z.null()]);

export const authSettingsSchema = z.object({
  AUTH_USER_MODEL: z.string().default("auth.User"),
  AUTHENTICATION_BACKENDS: z.array(z.string()).default(["django.contrib.auth.backends.ModelBackend"]),

  SESSION_ENGINE: z.string().default("django.contrib.sessions.backends.db"),
  SESSION_SERIALIZER: z.string().default("django.contrib.sessions.serializers.JSONSerializer"),
  SESSION_FILE_PATH: z.string().nullable().default(null),
  SESSION_COOKIE_NAME: z.string().default("sessionid"),
  /** Seconds. */
  SESSION_COOKIE_AGE: z.number().default(1_209_600),
  SESSION_COOKIE_DOMAIN: z.string().nullable().default(null),
  SESSION_COOKIE_PATH: z.string().default("/"),
  SESSION_COOKIE_SECURE: z.boolean().default(false),
  SESSION_COOKIE_HTTPONLY: z.boolean().default(true),
  SESSION_COOKIE_SAMESITE: sameSite.default("Lax"),
  SESSION_SAVE_EVERY_REQUEST: z.boolean().default(false),
  SESSION_EXPIRE_AT_BROWSER_CLOSE: z.boolean().default(false),

  CSRF_COOKIE_NAME: z.string().default("csrftoken"),
  /** Seconds; null: until the browser closes. */
  CSRF_COOKIE_AGE: z.number().nullable().default(31_449_600),
  CSRF_COOKIE_DOMAIN: z.string().nullable().default(null),
  CSRF_COOKIE_PATH: z.string().default("/"),
  CSRF_COOKIE_SECURE: z.boolean().default(false),
  CSRF_COOKIE_HTTPONLY: z.boolean().default(false),
  CSRF_COOKIE_SAMESITE: sameSite.default("Lax"),
  CSRF_HEADER_NAME: z.string().default("HTTP_X_CSRFTOKEN"),
  CSRF_TRUSTED_ORIGINS: z.array(z.string()).default([]),
  CSRF_USE_SESSIONS: z.boolean().default(false),
});

export type AuthSettings = z.infer<typeof authSettingsSchema>;
