import { ConnectionDoesNotExist, OrmNotStarted, UnknownModel } from "../errors/orm.ts";
import type { PythonBridge } from "../manifest/bridge.ts";
import type { Manifest, Secrets } from "../manifest/schema.ts";
import type { WireValue } from "../manifest/wire.ts";
import type { Database } from "./backends/backend.ts";
import { nativeVendor, openDatabase } from "./backends/open.ts";
import { setValueSettings } from "./fields/project.ts";
import { ModelRegistry } from "./meta.ts";
import type { ModelMeta } from "./meta.ts";

/** What the ORM says while it runs; the server hands in its logger. */
export interface OrmLog {
  warn(message: string): void;
}

/** Everything that a process knows about its Django project. Set once at start. */
export interface OrmRuntime {
  readonly registry: ModelRegistry;
  readonly bridge: PythonBridge;
  /** Django's settings by their own names, in wire form. */
  readonly settings: Readonly<Record<string, WireValue>>;
  readonly manifest: Manifest;
  readonly log: OrmLog;
  /**
   * The database of an alias, opened at first use.
   * @throws ConnectionDoesNotExist
   */
  database(alias: string): Database;
  /** Why SQL is not written for the database here; null: it is. */
  uncompilable(alias: string): string | null;
  /** Every database answers at once: `for (const row of queryset)` is possible. */
  readonly synchronous: boolean;
  /** Closes what was opened. */
  close(): Promise<void>;
}

// Under a versioned symbol, so that two copies of the package share one runtime.
const KEY = Symbol.for("django-fastapi-bridge/1/orm");
interface Holder {
  runtime: OrmRuntime | null;
  readonly listeners: Set<(runtime: OrmRuntime) => void>;
}
const holder = ((globalThis as { [KEY]?: Holder })[KEY] ??= { runtime: null, listeners: new Set() });

/**
 * The runtime of this process.
 * @throws OrmNotStarted before `setRuntime`.
 */
export function runtime(): OrmRuntime {
  if (holder.runtime === null)
    throw new OrmNotStarted(
      "The ORM does not know a Django project yet. Start with `django-fastapi dev`, `serve` or `shell`; in tests, " +
        "call setRuntime() of django-fastapi-bridge/orm first.",
    );
  return holder.runtime;
}

/** Whether `setRuntime` was called. */
export function hasRuntime(): boolean {
  return holder.runtime !== null;
}

/** Gives this process its project. Models that were declared already learn what they are. */
export function setRuntime(next: OrmRuntime | null): void {
  holder.runtime = next;
  if (next === null) {
    setValueSettings(null);
    return;
  }
  const { USE_TZ: useTz, TIME_ZONE: timeZone, MEDIA_URL: mediaUrl } = next.settings;
  setValueSettings({
    useTz: useTz !== false,
    timeZone: typeof timeZone === "string" ? timeZone : "UTC",
    mediaUrl: typeof mediaUrl === "string" ? mediaUrl : "/",
  });
  for (const listener of holder.listeners) listener(next);
}

/** Calls `listener` with the runtime now, if there is one, and whenever one is set. */
export function onRuntime(listener: (runtime: OrmRuntime) => void): void {
  holder.listeners.add(listener);
  if (holder.runtime !== null) listener(holder.runtime);
}

/** A model's description by label. @throws UnknownModel */
export function modelMeta(label: string): ModelMeta {
  const meta = runtime().registry.get(label);
  if (meta === undefined)
    throw new UnknownModel(
      `The project has no model "${label}". Is its app in INSTALLED_APPS? After a change of models, run "npx django-fastapi generate".`,
    );
  return meta;
}

/** Makes a runtime; nothing is opened and no Python is started before it is needed. */
export function createRuntime(
  manifest: Manifest,
  secrets: Secrets,
  bridge: PythonBridge,
  options: { readonly log?: OrmLog } = {},
): OrmRuntime {
  const opened = new Map<string, Database>();
  const { USE_TZ: useTz, TIME_ZONE: timeZone } = manifest.settings;
  const connection = {
    useTz: useTz !== false,
    timeZone: typeof timeZone === "string" ? timeZone : "UTC",
    baseDir: manifest.baseDir,
  };

  const described = (alias: string): Manifest["databases"][string] => {
    const description = manifest.databases[alias];
    if (description === undefined)
      throw new ConnectionDoesNotExist(
        `The connection '${alias}' doesn't exist. DATABASES has: ${Object.keys(manifest.databases).join(", ") || "none"}.`,
      );
    return description;
  };

  return {
    registry: new ModelRegistry(manifest),
    bridge,
    settings: manifest.settings,
    manifest,
    log: options.log ?? { warn: (message) => process.emitWarning(message) },
    database(alias) {
      let database = opened.get(alias);
      if (database === undefined) {
        const description = described(alias);
        const secret = secrets.databases[alias];
        if (secret === undefined)
          throw new ConnectionDoesNotExist(
            `The connection '${alias}' has no address here: the secrets that came with the manifest do not name it.`,
          );
        database = openDatabase(alias, description, secret, connection);
        opened.set(alias, database);
      }
      return database;
    },
    uncompilable(alias) {
      const { vendor } = described(alias);
      return nativeVendor(vendor) ? null : `SQL is not written for "${vendor}" here`;
    },
    synchronous: Object.values(manifest.databases).every(({ vendor }) => vendor === "sqlite"),
    async close() {
      const databases = [...opened.values()];
      opened.clear();
      await Promise.all(databases.map((database) => database.close()));
    },
  };
}
