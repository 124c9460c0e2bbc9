import { z } from "zod";
import type { Manifest } from "../manifest/schema.ts";

/** What the HTTP server reads of the Django project's settings, by Django's names; defaults are Django's. */
const serverSettingsSchema = z.object({
  DEBUG: z.boolean().default(false),
  ALLOWED_HOSTS: z.array(z.string()).default([]),
  USE_X_FORWARDED_HOST: z.boolean().default(false),
  USE_X_FORWARDED_PORT: z.boolean().default(false),
  /** ("HTTP_X_FORWARDED_PROTO", "https"): a tuple travels as a list or as a tagged tuple. */
  SECURE_PROXY_SSL_HEADER: z
    .union([
      z.tuple([z.string(), z.string()]),
      z
        .object({ $: z.literal("tuple"), v: z.tuple([z.string(), z.string()]) })
        .transform((tagged) => tagged.v),
    ])
    .nullable()
    .default(null),
  /** Bytes; null: no limit. */
  DATA_UPLOAD_MAX_MEMORY_SIZE: z.int().nullable().default(2_621_440),
  FASTAPI_ROOT_PATH: z.string().default(""),
  FASTAPI_CORS_ENABLED: z.boolean().default(false),
  FASTAPI_CORS_ALLOW_ORIGINS: z.array(z.string()).default(["*"]),
  FASTAPI_CORS_ALLOW_CREDENTIALS: z.boolean().default(true),
  FASTAPI_CORS_ALLOW_METHODS: z.array(z.string()).default(["*"]),
  FASTAPI_CORS_ALLOW_HEADERS: z.array(z.string()).default(["*"]),
  FASTAPI_AUTODISCOVER: z.boolean().default(true),
  FASTAPI_AUTODISCOVER_MODULES: z.array(z.string()).default(["api"]),
});

export type ServerSettings = z.infer<typeof serverSettingsSchema>;

/**
 * The server's settings from the manifest's; with none, Django's defaults.
 *
 * @throws ZodError when a setting has a type it cannot have.
 */
export function serverSettings(settings: Manifest["settings"] = {}): ServerSettings {
  return serverSettingsSchema.parse(settings);
}
