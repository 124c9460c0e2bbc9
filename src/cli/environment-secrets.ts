import { isAbsolute, resolve } from "node:path";
import { UsageError } from "../errors/cli.ts";
import type { Manifest, Secrets } from "../manifest/schema.ts";

const PREFIX = "DJANGO_FASTAPI_";

/**
 * The secrets of a project that runs without Python, from the environment: DJANGO_FASTAPI_SECRET_KEY, for tokens
 * DJANGO_FASTAPI_JWT_SIGNING_KEY and DJANGO_FASTAPI_JWT_VERIFYING_KEY where SIMPLE_JWT has keys of its own, and for each
 * database DJANGO_FASTAPI_DATABASE_URL (the alias "default") or DJANGO_FASTAPI_DATABASE_URL_<ALIAS>, as
 * `sqlite:///path`, `postgres://user:password@host:port/name` or `mysql://...`.
 *
 * @throws UsageError for an address that cannot be read.
 */
export function environmentSecrets(manifest: Manifest, env: NodeJS.ProcessEnv): Secrets {
  const databases: Secrets["databases"] = {};
  for (const alias of Object.keys(manifest.databases)) {
    const variable = alias === "default" ? "DATABASE_URL" : `DATABASE_URL_${alias.toUpperCase()}`;
    const url = env[PREFIX + variable];
    if (url) databases[alias] = parseDatabaseUrl(url, PREFIX + variable, manifest.baseDir);
  }
  const signingKey = env[`${PREFIX}JWT_SIGNING_KEY`];
  const verifyingKey = env[`${PREFIX}JWT_VERIFYING_KEY`];
  return {
    secretKey: env[`${PREFIX}SECRET_KEY`] ?? "",
    secretKeyFallbacks: (env[`${PREFIX}SECRET_KEY_FALLBACKS`] ?? "").split(",").filter((key) => key !== ""),
    simpleJwt: {
      ...(signingKey !== undefined && { signingKey }),
      ...(verifyingKey !== undefined && { verifyingKey }),
    },
    databases,
    caches: {},
  };
}

/** The variable's name, never its value, is in the message. */
function parseDatabaseUrl(text: string, variable: string, baseDir: string): Secrets["databases"][string] {
  const sqlite = /^sqlite3?:\/\/(?:\/(.*)|$)/.exec(text);
  if (sqlite !== null) {
    const path = sqlite[1] ?? "";
    // "sqlite:////srv/db.sqlite3" is absolute, "sqlite:///db.sqlite3" is in the project's folder, as dj-database-url has it.
    const name = path === "" ? ":memory:" : isAbsolute(path) ? path : resolve(baseDir, path);
    return { name, user: "", password: "", host: "", port: "", options: {} };
  }
  const url = URL.parse(text);
  if (url === null || !/^(postgres|postgresql|mysql|mariadb):$/.test(url.protocol)) {
    throw new UsageError(
      `${variable} is no database's address. Write sqlite:///db.sqlite3, or postgres://user:password@host:5432/name`,
    );
  }
  return {
    name: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    host: decodeURIComponent(url.hostname),
    port: url.port,
    options: Object.fromEntries(url.searchParams),
  };
}
