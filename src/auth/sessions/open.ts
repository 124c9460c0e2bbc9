import { SessionsUnsupported } from "../../errors/auth.ts";
import type { PythonBridge } from "../../manifest/bridge.ts";
import { modelMeta, runtime } from "../../orm/runtime.ts";
import type { AuthSettings } from "../settings.ts";
import type { SigningKeys } from "../signing.ts";
import { databaseEngine } from "./database.ts";
import type { SessionEngine } from "./engine.ts";
import { fileEngine } from "./file.ts";
import { signedCookiesEngine } from "./signed-cookies.ts";
import { workerEngine } from "./worker.ts";

export interface EngineContext {
  readonly settings: AuthSettings;
  readonly keys: SigningKeys;
  readonly bridge: PythonBridge;
}

type Open = (context: EngineContext) => SessionEngine;

const BACKENDS = "django.contrib.sessions.backends";
const JSON_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer";

/** Django's engines that need no Python; all others (cache, cached_db, a project's own) are asked in a worker. */
const NATIVE: Readonly<Record<string, Open>> = {
  [`${BACKENDS}.db`]: ({ keys, bridge }) => (isNativeTable() ? databaseEngine(keys) : workerEngine(bridge)),
  [`${BACKENDS}.file`]: ({ settings, keys }) =>
    fileEngine({
      keys,
      folder: settings.SESSION_FILE_PATH,
      prefix: settings.SESSION_COOKIE_NAME,
      cookieAge: settings.SESSION_COOKIE_AGE,
    }),
  [`${BACKENDS}.signed_cookies`]: ({ settings, keys }) =>
    signedCookiesEngine(keys, settings.SESSION_COOKIE_AGE),
};

/**
 * The engine that SESSION_ENGINE names.
 *
 * @throws SessionsUnsupported when sessions may hold what JSON cannot say, or the engine needs a Python that is not there
 */
export function openEngine(context: EngineContext): SessionEngine {
  const { settings, bridge } = context;
  if (settings.SESSION_SERIALIZER !== JSON_SERIALIZER)
    throw new SessionsUnsupported(
      `SESSION_SERIALIZER is "${settings.SESSION_SERIALIZER}": only ${JSON_SERIALIZER} can be read outside of Python`,
    );
  const open = NATIVE[settings.SESSION_ENGINE];
  if (open !== undefined) return open(context);
  if (!bridge.available)
    throw new SessionsUnsupported(
      `SESSION_ENGINE is "${settings.SESSION_ENGINE}", which needs Python, and this process has none. ` +
        "Without Python there are the engines db, file and signed_cookies.",
    );
  return workerEngine(bridge);
}

/** Whether rows of `django_session` can be written as SQL: the database is known, and no receiver of the project's listens. */
function isNativeTable(): boolean {
  const { database, hooks } = modelMeta("sessions.Session").description;
  if (hooks.save !== null || hooks.delete !== null || database.write === "python") return false;
  return runtime().uncompilable(database.write) === null;
}
