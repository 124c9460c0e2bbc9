import { z } from "zod";
import { ALGORITHMS } from "./jws.ts";

const PACKAGE = "rest_framework_simplejwt";
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);

/**
 * The setting SIMPLE_JWT, with the defaults of `rest_framework_simplejwt.settings`, without its keys, which are secrets.
 * Times are in seconds.
 */
export const simpleJwtSchema = z.object({
  ACCESS_TOKEN_LIFETIME: z.number().default(5 * MINUTE),
  REFRESH_TOKEN_LIFETIME: z.number().default(DAY),
  SLIDING_TOKEN_LIFETIME: z.number().default(5 * MINUTE),
  SLIDING_TOKEN_REFRESH_LIFETIME: z.number().default(DAY),
  SLIDING_TOKEN_REFRESH_EXP_CLAIM: z.string().default("refresh_exp"),
  ROTATE_REFRESH_TOKENS: z.boolean().default(false),
  BLACKLIST_AFTER_ROTATION: z.boolean().default(false),
  UPDATE_LAST_LOGIN: z.boolean().default(false),

  ALGORITHM: z.enum(ALGORITHMS).default("HS256"),
  AUDIENCE: oneOrMore.nullable().default(null),
  ISSUER: oneOrMore.nullable().default(null),
  LEEWAY: z
    .number()
    .nullable()
    .default(0)
    .transform((seconds) => seconds ?? 0),
  JWK_URL: z.string().nullable().default(null),

  AUTH_HEADER_TYPES: oneOrMore.default(["Bearer"]),
  /** As in META: "HTTP_AUTHORIZATION". */
  AUTH_HEADER_NAME: z.string().default("HTTP_AUTHORIZATION"),
  USER_ID_FIELD: z.string().default("id"),
  USER_ID_CLAIM: z.string().default("user_id"),
  USER_AUTHENTICATION_RULE: z.string().default(`${PACKAGE}.authentication.default_user_authentication_rule`),
  AUTH_TOKEN_CLASSES: oneOrMore.default([`${PACKAGE}.tokens.AccessToken`]),
  TOKEN_TYPE_CLAIM: z.string().nullable().default("token_type"),
  JTI_CLAIM: z.string().nullable().default("jti"),
  TOKEN_OBTAIN_SERIALIZER: z.string().default(`${PACKAGE}.serializers.TokenObtainPairSerializer`),
  SLIDING_TOKEN_OBTAIN_SERIALIZER: z.string().default(`${PACKAGE}.serializers.TokenObtainSlidingSerializer`),
  CHECK_REVOKE_TOKEN: z.boolean().default(false),
  REVOKE_TOKEN_CLAIM: z.string().default("hash_password"),
  CHECK_USER_IS_ACTIVE: z.boolean().default(true),
});

export type SimpleJwtSettings = z.infer<typeof simpleJwtSchema>;

/** Whether a class or function that a setting names is simplejwt's own: what it does is known here. */
export function isSimpleJwts(path: string): boolean {
  return path.startsWith(`${PACKAGE}.`);
}
