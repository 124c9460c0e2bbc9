import { AuthNotInstalled, AuthNotStarted } from "../errors/auth.ts";
import type { PythonBridge } from "../manifest/bridge.ts";
import type { AuthDescription, Manifest, Secrets } from "../manifest/schema.ts";
import { createPasswords } from "./hashers/described.ts";
import type { Passwords } from "./hashers/described.ts";
import { openEngine } from "./sessions/open.ts";
import type { SessionEngine } from "./sessions/engine.ts";
import { authSettingsSchema } from "./settings.ts";
import type { AuthSettings } from "./settings.ts";
import type { SigningKeys } from "./signing.ts";
import { createTokens } from "./tokens/runtime.ts";
import type { TokenRuntime } from "./tokens/runtime.ts";

/** What a process knows about its project's sessions, users and passwords. Set once at start. */
export interface AuthRuntime {
  readonly settings: AuthSettings;
  readonly keys: SigningKeys;
  readonly bridge: PythonBridge;
  /** @throws AuthNotInstalled without django.contrib.auth */
  readonly users: AuthDescription;
  readonly passwords: Passwords;
  /** @throws SessionsUnsupported */
  readonly sessions: SessionEngine;
  /** @throws TokensUnsupported */
  readonly tokens: TokenRuntime;
}

// Under a versioned symbol, so that two copies of the package share one.
const KEY = Symbol.for("django-fastapi-bridge/1/auth");
const holder = ((globalThis as { [KEY]?: { runtime: AuthRuntime | null } })[KEY] ??= { runtime: null });

/**
 * The sessions and users of this process.
 * @throws AuthNotStarted before `setAuth`
 */
export function auth(): AuthRuntime {
  if (holder.runtime === null)
    throw new AuthNotStarted(
      "Sessions and users are known when a Django project is: start with `django-fastapi dev` or `serve`.",
    );
  return holder.runtime;
}

/** Whether `setAuth` was called. */
export function hasAuth(): boolean {
  return holder.runtime !== null;
}

/** Gives this process its project's sessions and users. */
export function setAuth(runtime: AuthRuntime | null): void {
  holder.runtime = runtime;
}

/**
 * Makes it from the project's description; nothing is opened before it is needed.
 *
 * @throws ZodError for settings that cannot be
 */
export function createAuth(
  manifest: Pick<Manifest, "auth" | "settings" | "models">,
  secrets: Pick<Secrets, "secretKey" | "secretKeyFallbacks" | "simpleJwt">,
  bridge: PythonBridge,
): AuthRuntime {
  const settings = authSettingsSchema.parse(manifest.settings);
  const keys = { key: secrets.secretKey, fallbackKeys: secrets.secretKeyFallbacks };
  let sessions: SessionEngine | null = null;
  let passwords: Passwords | null = null;
  let tokens: TokenRuntime | null = null;
  const users = (): AuthDescription => {
    if (manifest.auth === null || manifest.auth === undefined)
      throw new AuthNotInstalled('The project has no users: "django.contrib.auth" is not in INSTALLED_APPS');
    return manifest.auth;
  };
  return {
    settings,
    keys,
    bridge,
    get users() {
      return users();
    },
    get passwords() {
      return (passwords ??= createPasswords(users().hashers, bridge));
    },
    get sessions() {
      return (sessions ??= openEngine({ settings, keys, bridge }));
    },
    get tokens() {
      return (tokens ??= createTokens(manifest, secrets));
    },
  };
}
