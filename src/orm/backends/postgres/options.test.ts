import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { OperationalError } from "../../../errors/database.ts";
import { postgresOptions } from "./options.ts";
import type { PostgresOptions } from "./options.ts";

const description = {
  engine: "django.db.backends.postgresql",
  vendor: "postgresql",
  timeZone: null,
  atomicRequests: false,
  autocommit: true,
  connMaxAge: 60,
};

function read(
  options: Record<string, number | string | boolean | Record<string, number>>,
  host = "db",
): PostgresOptions {
  const secret = { name: "shop", user: "django", password: "", host, port: "", options };
  return postgresOptions("default", secret, description, "UTC");
}

beforeEach(() => {
  for (const name of ["PGHOST", "PGPORT", "PGSSLMODE", "PGSERVICE", "PGUSER"]) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

describe("DATABASES", () => {
  test("plain", () => {
    const { pool, session, begin, tlsIfAsked } = read({});
    expect(pool).toMatchObject({ host: "db", port: 5432, database: "shop", user: "django", ssl: false });
    expect(pool.maxLifetimeSeconds).toBe(60);
    expect(session).toEqual(["SET TIME ZONE 'UTC'"]);
    expect(begin).toBe("BEGIN");
    expect(tlsIfAsked).toBe(true);
  });

  test("search_path, isolation, role, pool", () => {
    const { pool, session, begin } = read({
      options: "-c search_path=shop",
      isolation_level: 4,
      assume_role: 'shop"owner',
      pool: { min_size: 2, max_size: 7 },
    });
    expect(pool.options).toBe("-c search_path=shop");
    expect(pool.max).toBe(7);
    expect(begin).toBe("BEGIN ISOLATION LEVEL SERIALIZABLE");
    expect(session).toContain('SET ROLE "shop""owner"');
  });

  test("without a host it is libpq's: the environment, a socket, localhost", () => {
    vi.stubEnv("PGHOST", "elsewhere");
    expect(read({}, "").pool.host).toBe("elsewhere");
  });

  test.each([
    ["disable", false],
    ["prefer", false],
    ["require", { rejectUnauthorized: false }],
    ["verify-full", { rejectUnauthorized: true }],
  ])("sslmode %s", (sslmode, ssl) => {
    const { pool } = read({ sslmode });
    if (ssl === false) expect(pool.ssl).toBe(false);
    else expect(pool.ssl).toMatchObject(ssl as object);
  });
});

describe("a service", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dfb-service-"));
    const file = join(folder, "pg_service.conf");
    writeFileSync(
      file,
      "[other]\nhost=wrong\n\n# the shop\n[shop]\nhost=right\nport = 5433\nsslmode=disable\n",
    );
    vi.stubEnv("PGSERVICEFILE", file);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is read as libpq reads it", () => {
    const { pool, tlsIfAsked } = read({ service: "shop" }, "");
    expect(pool).toMatchObject({ host: "right", port: 5433 });
    expect(tlsIfAsked).toBe(false);
  });

  test("that is missing is an error that says where it was looked for", () => {
    expect(() => read({ service: "nope" })).toThrow(OperationalError);
    expect(() => read({ service: "nope" })).toThrow(join(folder, "pg_service.conf"));
  });
});
