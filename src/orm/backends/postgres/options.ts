import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ConnectionOptions } from "node:tls";
import type { PoolConfig } from "pg";
import { OperationalError } from "../../../errors/database.ts";
import type { DatabaseDescription, Secrets } from "../../../manifest/schema.ts";

type Options = Readonly<Record<string, unknown>>;

/** What libpq calls the isolation levels that Django's OPTIONS take (psycopg.IsolationLevel by number). */
const ISOLATION: Readonly<Record<string, string>> = {
  "1": "READ UNCOMMITTED",
  "2": "READ COMMITTED",
  "3": "REPEATABLE READ",
  "4": "SERIALIZABLE",
};

/** How the driver is to connect, from DATABASES as Django and libpq read it. */
export interface PostgresOptions {
  readonly pool: PoolConfig;
  /** libpq's "prefer", its default: TLS only if the server asks for it. */
  readonly tlsIfAsked: boolean;
  /** SQL for each new connection. */
  readonly session: readonly string[];
  /** `BEGIN` of a transaction here. */
  readonly begin: string;
  /** "host, port" for messages. */
  readonly address: string;
}

/** Reads NAME, USER, HOST ... and OPTIONS (service, sslmode, pool, options, isolation_level, assume_role ...). */
export function postgresOptions(
  alias: string,
  secret: Secrets["databases"][string],
  description: DatabaseDescription,
  timeZone: string,
): PostgresOptions {
  const options: Options = { ...serviceOptions(alias, secret.options), ...secret.options };
  const text = (name: string): string | undefined => {
    const value = options[name];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  const port = Number(secret.port || text("port") || process.env["PGPORT"] || 5432);
  const host = secret.host || text("host") || process.env["PGHOST"] || localHost(port);
  const sslmode = text("sslmode") ?? process.env["PGSSLMODE"] ?? "prefer";
  const timeout = Number(text("connect_timeout") ?? 0);
  const pool = options["pool"];
  const role = text("assume_role");
  const isolation = text("isolation_level");
  const level = isolation === undefined ? undefined : ISOLATION[isolation];

  return {
    pool: {
      host,
      port,
      database: secret.name || text("dbname") || process.env["PGDATABASE"] || "postgres",
      user: secret.user || text("user") || process.env["PGUSER"],
      // Undefined lets the driver look into PGPASSWORD and the password file.
      password: secret.password || text("password"),
      options: text("options"),
      application_name: text("application_name"),
      keepAlive: true,
      connectionTimeoutMillis: timeout > 0 ? timeout * 1000 : 10_000,
      max: poolSize(pool),
      maxLifetimeSeconds:
        description.connMaxAge === null || description.connMaxAge === 0 ? 0 : description.connMaxAge,
      ssl: tls(sslmode, text),
      // A pool must not keep a command alive that is done.
      allowExitOnIdle: true,
    },
    tlsIfAsked: sslmode === "prefer" || sslmode === "allow",
    session: [
      `SET TIME ZONE ${literal(timeZone)}`,
      ...(level === undefined ? [] : [`SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ${level}`]),
      ...(role === undefined ? [] : [`SET ROLE ${identifier(role)}`]),
    ],
    begin: level === undefined ? "BEGIN" : `BEGIN ISOLATION LEVEL ${level}`,
    address: host.startsWith("/") ? `socket ${host}` : `"${host}", port ${port}`,
  };
}

/** libpq without a host: the Unix socket, where there is one. */
function localHost(port: number): string {
  const folder = ["/var/run/postgresql", "/tmp"].find((path) => existsSync(join(path, `.s.PGSQL.${port}`)));
  return folder ?? "localhost";
}

/** psycopg_pool's sizes; without a pool of Django's, ten connections, as the driver has it. */
function poolSize(pool: unknown): number {
  if (pool === true) return 4;
  if (typeof pool !== "object" || pool === null) return 10;
  const { max_size: maxSize, min_size: minSize } = pool as Options;
  return Number(maxSize ?? minSize ?? 4);
}

/** https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS */
function tls(sslmode: string, text: (name: string) => string | undefined): boolean | ConnectionOptions {
  if (["disable", "allow", "prefer"].includes(sslmode)) return false;
  const read = (name: string): string | undefined => {
    const path = text(name);
    return path === undefined ? undefined : readFileSync(path, "utf8");
  };
  const [ca, cert, key] = [read("sslrootcert"), read("sslcert"), read("sslkey")];
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    rejectUnauthorized: sslmode !== "require" || ca !== undefined,
    // "verify-ca" knows who signed, and does not ask for whom.
    ...(sslmode === "verify-full" ? {} : { checkServerIdentity: () => undefined }),
  };
}

/** A section of pg_service.conf. https://www.postgresql.org/docs/current/libpq-pgservice.html */
function serviceOptions(alias: string, options: Options): Options {
  const service = options["service"] ?? process.env["PGSERVICE"];
  if (typeof service !== "string" || service === "") return {};
  const files = [
    process.env["PGSERVICEFILE"] ?? join(homedir(), ".pg_service.conf"),
    join(process.env["PGSYSCONFDIR"] ?? "/etc/postgresql-common", "pg_service.conf"),
  ];
  for (const file of files.filter((path) => existsSync(path))) {
    const section = readSection(readFileSync(file, "utf8"), service);
    if (section !== null) return section;
  }
  throw new OperationalError(
    `Database "${alias}": the service "${service}" is in none of ${files.join(", ")}.`,
  );
}

function readSection(file: string, name: string): Options | null {
  let found: Record<string, string> | null = null;
  let inside = false;
  for (const line of file.split(/\r?\n/).map((raw) => raw.trim())) {
    if (line.startsWith("[")) {
      inside = line === `[${name}]`;
      if (inside) found ??= {};
    } else if (inside && line !== "" && !line.startsWith("#")) {
      const [key = "", ...value] = line.split("=");
      (found as Record<string, string>)[key.trim()] = value.join("=").trim();
    }
  }
  return found;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
