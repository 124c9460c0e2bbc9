import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldOf } from "../../../../tests/support/field.ts";
import { DataError, IntegrityError, OperationalError, ProgrammingError } from "../../../errors/database.ts";
import { DateTime } from "../../fields/datetime.ts";
import { Range } from "../../fields/range.ts";
import type { Database } from "../backend.ts";
import { openPostgres } from "./database.ts";

const server = { host: "127.0.0.1", user: "postgres" };
const name = `ormruntime_test_${process.pid}`;

const description = {
  engine: "django.db.backends.postgresql",
  vendor: "postgresql",
  timeZone: null,
  atomicRequests: false,
  autocommit: true,
  connMaxAge: 0,
};

function open(
  options: Record<string, number | string> = {},
  place: { name?: string; port?: string; useTz?: boolean } = {},
): Database {
  const secret = { ...server, name: place.name ?? name, password: "", port: place.port ?? "", options };
  return openPostgres("default", description, secret, {
    timeZone: "Europe/Berlin",
    useTz: place.useTz ?? true,
    baseDir: "",
  });
}

const admin = new Client({ ...server, database: "postgres", connectionTimeoutMillis: 2000 });
const present = await admin.connect().then(
  () => true,
  () => false,
);
const suite = present ? describe : describe.skip;

suite(present ? "PostgreSQL" : "no PostgreSQL at 127.0.0.1", () => {
  let database: Database;

  beforeAll(async () => {
    await admin.query(`CREATE DATABASE ${name}`);
    database = open();
    await database.execute(
      `CREATE TABLE author (id bigint PRIMARY KEY, name varchar NOT NULL CONSTRAINT author_name UNIQUE,
         age int CONSTRAINT age_positive CHECK (age >= 0))`,
      [],
    );
    await database.execute("CREATE TABLE book (id int PRIMARY KEY, author_id bigint REFERENCES author)", []);
    await database.execute("INSERT INTO author VALUES (1, 'Le Guin', 88), (2, 'Lem', 84)", []);
    await database.execute("INSERT INTO book SELECT i, 1 + i % 2 FROM generate_series(1, 5000) i", []);
  });

  afterAll(async () => {
    await database.close();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  });

  const cell = async (sql: string, ...params: readonly unknown[]): Promise<unknown> =>
    (await database.execute(`SELECT ${sql}`, params)).rows[0]?.[0];

  describe("values", () => {
    test.each<[string, unknown]>([
      ["true", true],
      ["42::smallint", 42],
      ["42::bigint", 42],
      ["9007199254740993::bigint", 9007199254740993n],
      ["1.50::numeric(6,2)", "1.50"],
      ["'NaN'::numeric", "NaN"],
      ["0.1::float8 + 0.2::float8", 0.1 + 0.2],
      ["'Infinity'::float8", Number.POSITIVE_INFINITY],
      ["'x'::text", "x"],
      ["NULL::int", null],
      ["'2026-01-02'::date", "2026-01-02"],
      ["'03:04:05.6'::time", "03:04:05.600000"],
      ["'03:04:05'::time", "03:04:05"],
      ["'2026-01-02 03:04:05.678901+00'::timestamptz", new DateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901)],
      ["'infinity'::timestamptz", "infinity"],
      ["'2026-01-02 03:04:05'::timestamp", "2026-01-02T03:04:05"],
      ["'1 day 02:03:04.5'::interval", "P1DT02H03M04.500000S"],
      ["'-1 day +02:03:04'::interval", "-P0DT21H56M56S"],
      ["'a851f09f-dc0d-53ee-877a-c497c86c4aff'::uuid", "a851f09f-dc0d-53ee-877a-c497c86c4aff"],
      // Its field reads it.
      [`'{"a": [1, null]}'::jsonb`, '{"a": [1, null]}'],
      [`ARRAY['{"a": 12345678901234567890}'::jsonb]`, [{ a: 12345678901234567890n }]],
      ["'\\x6869'::bytea", new Uint8Array([104, 105])],
      ["'192.0.2.7'::inet", "192.0.2.7"],
      ["ARRAY[1, NULL, 3]", [1, null, 3]],
      [`ARRAY['a"b', 'c,d', NULL]`, ['a"b', "c,d", null]],
      ["ARRAY['2026-01-02'::timestamptz]", [new DateTime(Date.UTC(2026, 0, 2))]],
      ["int4range(1, 10)", new Range(1, 10)],
      ["numrange(1.50, NULL, '(]')", new Range("1.50", null, "()")],
      ["'empty'::int8range", Range.empty()],
      ["tstzrange('2026-01-02Z', NULL)", new Range(new DateTime(Date.UTC(2026, 0, 2)), null)],
    ])("%s", async (sql, expected) => {
      expect(await cell(sql)).toEqual(expected);
    });

    test.each<[string, string, unknown]>([
      ["DateTimeField", "timestamptz", new DateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901)],
      ["DurationField", "interval", "P1DT02H03M04.000005S"],
      ["DurationField", "interval", "-P1DT00H00M00.000001S"],
      ["DecimalField", "numeric", "12345678901234567890.50"],
      ["JSONField", "jsonb", { a: ["ü", null, true] }],
      ["JSONField", "jsonb", "text"],
      ["JSONField", "jsonb", { a: [1, null, 12345678901234567890n] }],
      ["BinaryField", "bytea", new Uint8Array([0, 255])],
      ["BigIntegerField", "bigint", 9007199254740993n],
      ["ArrayField", "text[]", ['a"b', "c\\d", null, "NULL"]],
      ["IntegerRangeField", "int4range", new Range(1, 10)],
      ["DateTimeRangeField", "tstzrange", new Range(new DateTime(Date.UTC(2026, 0, 2)), null)],
      ["BooleanField", "boolean", false],
    ])("%s goes to %s and comes back", async (internalType, type, value) => {
      const sent = database.dialect.toDriver(value, fieldOf(internalType));
      const raw = await cell(`$1::${type}`, sent);
      const decode = internalType === "JSONField" ? database.dialect.fromDriver(fieldOf(internalType)) : null;
      expect(decode === null ? raw : decode(raw)).toEqual(value);
    });

    test("hstore, whose type has no fixed number, is read by its field", async () => {
      await database.execute("CREATE EXTENSION IF NOT EXISTS hstore", []);
      const field = fieldOf("HStoreField");
      const value = { a: '1"', "b=>": null };
      const raw = await cell("$1::hstore", database.dialect.toDriver(value, field));
      expect(database.dialect.fromDriver(field)?.(raw)).toEqual(value);
    });

    test("without USE_TZ a datetime is the wall clock of TIME_ZONE", async () => {
      const naive = open({}, { useTz: false });
      const { rows } = await naive.execute(
        "SELECT '2026-07-01 12:00:00+00'::timestamptz, current_setting('TimeZone')",
        [],
      );
      expect(rows).toEqual([["2026-07-01T14:00:00", "Europe/Berlin"]]);
      await naive.close();
    });
  });

  describe("errors", () => {
    test.each([
      [
        "INSERT INTO author VALUES (9, 'Lem', 1)",
        { kind: "unique", constraint: "author_name", table: "author", columns: ["name"] },
      ],
      ["INSERT INTO author VALUES (9, NULL, 1)", { kind: "notNull", table: "author", columns: ["name"] }],
      ["UPDATE author SET age = -1", { kind: "check", constraint: "age_positive", table: "author" }],
      ["INSERT INTO book VALUES (0, 77)", { kind: "foreignKey", table: "book", columns: ["author_id"] }],
    ])("%s", async (sql, details) => {
      const error: unknown = await Promise.resolve(database.execute(sql, [])).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(IntegrityError);
      expect(error).toMatchObject(details);
      expect(String(error)).not.toContain("77");
    });

    test.each([
      [
        "SELECT * FROM nope",
        ProgrammingError,
        'relation "nope" does not exist. Run "python manage.py migrate".',
      ],
      ["SELECT nope FROM author", ProgrammingError, 'Run "python manage.py migrate".'],
      ["SELECT 1 / 0", DataError, "division by zero"],
      ["SELECT 'hunter2'::int", DataError, "invalid input syntax for type integer"],
    ] as const)("%s", async (sql, kind, message) => {
      const error: unknown = await Promise.resolve(database.execute(sql, [])).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(kind);
      expect((error as Error).message).toContain(message);
      expect((error as Error).message).not.toContain("hunter2");
    });

    test("no server, no database: what to do", async () => {
      const nowhere = open({}, { port: "1" });
      await expect(nowhere.execute("SELECT 1", [])).rejects.toThrow(OperationalError);
      await expect(nowhere.execute("SELECT 1", [])).rejects.toThrow(
        'connection to server at "127.0.0.1", port 1 failed: nothing answers there. Start PostgreSQL',
      );
      await nowhere.close();
      const unknown = open({}, { name: "dfb_no_such_database" });
      await expect(unknown.execute("SELECT 1", [])).rejects.toThrow("Create it (createdb)");
      await unknown.close();
    });

    test("a role that cannot be assumed is never worked without", async () => {
      const wrong = open({ assume_role: "dfb_no_such_role" });
      await expect(wrong.execute("SELECT 1", [])).rejects.toThrow('role "dfb_no_such_role" does not exist');
      await wrong.close();
    });
  });

  describe("prepared statements", () => {
    test("are reused, and survive a migration", async () => {
      await database.execute("CREATE TABLE changing (id int)", []);
      const sql = "SELECT * FROM changing WHERE id <> $1";
      for (let time = 0; time < 4; time++) await database.execute(sql, [0]);
      await database.execute("ALTER TABLE changing ADD COLUMN extra int", []);
      for (let time = 0; time < 12; time++) await database.execute(sql, [0]);
      const { rows } = await database.execute("SELECT count(*) FROM pg_prepared_statements", []);
      expect(Number(rows[0]?.[0])).toBeGreaterThanOrEqual(0);
    });

    test("of a pooler that mixes connections are given up", async () => {
      const sql = "SELECT $1::int + 1";
      for (let time = 0; time < 3; time++) await database.execute(sql, [1]);
      await database.execute("DEALLOCATE ALL", []);
      for (let time = 0; time < 3; time++) expect((await database.execute(sql, [1])).rows).toEqual([[2]]);
    });
  });

  describe("stream", () => {
    test("reads by a cursor, with parameters", async () => {
      const sizes: number[] = [];
      for await (const page of database.stream("SELECT id FROM book WHERE id > $1", [0], 2000))
        sizes.push(page.length);
      expect(sizes).toEqual([2000, 2000, 1000]);
    });

    test("ending early gives the connection back", async () => {
      const small = open({ application_name: "dfb_stream" });
      for (let time = 0; time < 15; time++)
        for await (const page of small.stream("SELECT id FROM book", [], 10)) {
          expect(page.length).toBe(10);
          break;
        }
      const { rows } = await database.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dfb_stream' AND state <> 'idle'",
        [],
      );
      expect(rows).toEqual([[0]]);
      await small.close();
    });

    test("an error comes as Django's", async () => {
      const read = async (): Promise<void> => {
        for await (const page of database.stream("SELECT nope", [], 10)) expect(page).toBeNull();
      };
      await expect(read()).rejects.toThrow(ProgrammingError);
      expect(await cell("1")).toBe(1);
    });
  });

  test("a transaction rolls back; one that is given back open too", async () => {
    for (const end of ["rollback", "release"] as const) {
      const transaction = await database.acquire();
      await transaction.begin();
      await transaction.execute("DELETE FROM book", []);
      expect((await database.execute("SELECT count(*) FROM book", [])).rows).toEqual([[5000]]);
      await transaction[end]();
      if (end === "rollback") await transaction.release();
    }
    expect((await database.execute("SELECT count(*) FROM book", [])).rows).toEqual([[5000]]);
  });

  test("a connection that the server closed is replaced", async () => {
    const fragile = open({ application_name: "dfb_fragile" });
    await fragile.execute("SELECT 1", []);
    await database.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dfb_fragile'",
      [],
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await fragile.execute("SELECT 2", [])).rows).toEqual([[2]]);
    await fragile.close();
  });
});
