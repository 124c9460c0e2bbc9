import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fieldOf } from "../../../../tests/support/field.ts";
import { IntegrityError, OperationalError } from "../../../errors/database.ts";
import { UnsafeInteger } from "../../../errors/field-value.ts";
import { isPromiseLike } from "../../../util/maybe-promise.ts";
import { DateTime } from "../../fields/datetime.ts";
import type { Database, QueryResult } from "../backend.ts";
import { openSqlite } from "./database.ts";
import { nodeSqlite } from "./driver.ts";

let folder: string;
let path: string;
let database: Database;

const description = {
  engine: "django.db.backends.sqlite3",
  vendor: "sqlite",
  timeZone: null,
  atomicRequests: false,
  autocommit: true,
  connMaxAge: 0,
};

function open(options: Record<string, number | string> = {}, name = path): Database {
  const secret = { name, user: "", password: "", host: "", port: "", options };
  return openSqlite("default", description, secret, { timeZone: "UTC", useTz: true, baseDir: folder });
}

/** The answer, which must be there at once. */
function now(result: ReturnType<Database["execute"]>): QueryResult {
  if (isPromiseLike(result)) throw new TypeError("expected no promise");
  return result;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dfb-sqlite-"));
  path = join(folder, "db.sqlite3");
  const { DatabaseSync } = nodeSqlite();
  const handle = new DatabaseSync(path);
  handle.exec(`
    CREATE TABLE author (id integer PRIMARY KEY, name varchar NOT NULL UNIQUE);
    CREATE TABLE book (id integer PRIMARY KEY, author_id bigint REFERENCES author(id), stock integer,
      CONSTRAINT stock_not_negative CHECK (stock >= 0));
    INSERT INTO author VALUES (1, 'Le Guin'), (2, 'Lem');
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
    INSERT INTO book SELECT i, 1 + i % 2, i FROM n;
  `);
  handle.close();
  database = open();
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe("execute", () => {
  test("answers at once, arrays in select order", () => {
    expect(now(database.execute("SELECT name, id FROM author WHERE id > ?", [1])).rows).toEqual([["Lem", 2]]);
  });

  test("tells what a write did", () => {
    const { rowCount, lastRowId } = now(database.execute("INSERT INTO author (name) VALUES (?)", ["Borges"]));
    expect([rowCount, lastRowId]).toEqual([1, 3]);
    expect(now(database.execute("UPDATE book SET stock = 0 WHERE id <= ?", [10])).rowCount).toBe(10);
  });

  test("an integer outside of 2^53 is a bigint, the others stay numbers, and its field refuses it", () => {
    const { rows } = now(database.execute("SELECT 9007199254740993, 1, 0.5, 'x', NULL", []));
    expect(rows).toEqual([[9007199254740993n, 1, 0.5, "x", null]]);
    const decode = database.dialect.fromDriver(fieldOf("BigIntegerField"));
    expect(() => decode?.(rows[0]?.[0])).toThrow(UnsafeInteger);
    expect(decode?.(rows[0]?.[1])).toBe(1);
  });

  test("Django's SQL functions are there", () => {
    const sql = "SELECT django_date_extract('year', '2026-01-02'), 'abc' REGEXP '^A'";
    expect(now(database.execute(sql, [])).rows).toEqual([[2026, 0]]);
  });
});

describe("errors", () => {
  const failure = (sql: string): unknown => {
    try {
      return database.execute(sql, []);
    } catch (error) {
      return error;
    }
  };

  test.each([
    ["INSERT INTO author VALUES (9, 'Lem')", { kind: "unique", table: "author", columns: ["name"] }],
    ["INSERT INTO author VALUES (9, NULL)", { kind: "notNull", table: "author", columns: ["name"] }],
    ["UPDATE book SET stock = -1", { kind: "check", constraint: "stock_not_negative" }],
    ["DELETE FROM author", { kind: "foreignKey" }],
  ])("%s", (sql, details) => {
    const error = failure(sql);
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error).toMatchObject(details);
  });

  test("a table that is not there says to migrate", () => {
    expect(() => database.execute("SELECT * FROM tag", [])).toThrow(OperationalError);
    expect(() => database.execute("SELECT * FROM tag", [])).toThrow("no such table: tag. Run");
  });

  test("a file that is not there is not made", () => {
    const missing = open({}, "missing.sqlite3");
    expect(() => missing.execute("SELECT 1", [])).toThrow(
      `there is no file ${join(folder, "missing.sqlite3")}`,
    );
    expect(() => missing.execute("SELECT 1", [])).toThrow(OperationalError);
  });
});

describe("stream", () => {
  test("gives pages", async () => {
    const sizes: number[] = [];
    for await (const page of database.stream("SELECT id FROM book", [], 2000)) sizes.push(page.length);
    expect(sizes).toEqual([2000, 2000, 1000]);
  });

  test("the same query may run in the middle of it", async () => {
    const sql = "SELECT id FROM book ORDER BY id";
    let first = true;
    let seen = 0;
    for await (const page of database.stream(sql, [], 100)) {
      if (first) expect(now(database.execute(sql, [])).rows.length).toBe(5000);
      first = false;
      seen += page.length;
    }
    expect(seen).toBe(5000);
  });

  test("ending early frees the statement: others can write", async () => {
    for await (const page of database.stream("SELECT id FROM book", [], 10)) {
      expect(page.length).toBe(10);
      break;
    }
    const { DatabaseSync } = nodeSqlite();
    const other = new DatabaseSync(path, { timeout: 0 });
    expect(() => other.exec("UPDATE book SET stock = 1")).not.toThrow();
    other.close();
  });

  test("an error comes as Django's", async () => {
    const read = async (): Promise<void> => {
      for await (const page of database.stream("SELECT nope FROM book", [], 10)) expect(page).toBeNull();
    };
    await expect(read()).rejects.toThrow(OperationalError);
  });
});

describe("a locked database", () => {
  let holder: ChildProcess;

  /** Another process holds the write lock for a while. */
  async function hold(milliseconds: number): Promise<void> {
    holder = spawn(
      process.execPath,
      [
        "--no-warnings",
        "-e",
        `const { DatabaseSync } = require("node:sqlite"); const d = new DatabaseSync(${JSON.stringify(path)});
         d.exec("BEGIN EXCLUSIVE"); console.log("held"); setTimeout(() => d.exec("COMMIT"), ${milliseconds});`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await new Promise((resolve) => holder.stdout?.once("data", resolve));
  }

  afterEach(async () => {
    if (holder.exitCode === null) await new Promise((resolve) => holder.once("exit", resolve));
  });

  test("is waited for without stopping the event loop", async () => {
    await hold(300);
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    const pending = database.execute("UPDATE book SET stock = 7 WHERE id = 1", []);
    expect(isPromiseLike(pending)).toBe(true);
    expect((await pending).rowCount).toBe(1);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
  });

  test("and given up after the timeout of OPTIONS", async () => {
    await hold(700);
    const impatient = open({ timeout: 0.1 });
    await expect(impatient.execute("UPDATE book SET stock = 7", [])).rejects.toThrow(
      'Database "default": database is locked.',
    );
    await impatient.close();
  });
});

describe("a transaction", () => {
  test("has a connection of its own, and rolls back", async () => {
    const transaction = await database.acquire();
    await transaction.begin();
    now(transaction.execute("DELETE FROM book", []));
    expect(now(database.execute("SELECT COUNT(*) FROM book", [])).rows).toEqual([[5000]]);
    await transaction.rollback();
    await transaction.release();
    expect(now(database.execute("SELECT COUNT(*) FROM book", [])).rows).toEqual([[5000]]);
  });

  test("commits; one that is given back open is rolled back", async () => {
    const committed = await database.acquire();
    await committed.begin();
    now(committed.execute("DELETE FROM book WHERE id > 10", []));
    await committed.commit();
    await committed.release();
    const abandoned = await database.acquire();
    await abandoned.begin();
    now(abandoned.execute("DELETE FROM book", []));
    await abandoned.release();
    expect(now(database.execute("SELECT COUNT(*) FROM book", [])).rows).toEqual([[10]]);
  });
});

test("init_command runs on each connection", () => {
  const tuned = open({ init_command: "PRAGMA cache_size = -4321; PRAGMA synchronous = 1" });
  expect(now(tuned.execute("PRAGMA cache_size", [])).rows).toEqual([[-4321]]);
  return tuned.close();
});

// django.db.backends.sqlite3.operations: adapt_* and get_*_converter.
test.each<[string, unknown, unknown]>([
  ["DateTimeField", new DateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901), "2026-01-02 03:04:05.678901"],
  ["DateTimeField", new DateTime(Date.UTC(2026, 0, 2)), "2026-01-02 00:00:00"],
  ["BooleanField", true, 1],
  ["DecimalField", "1.50", "1.50"],
  ["DurationField", "P1DT00H00M00.000001S", 86_400_000_001n],
  ["UUIDField", "a851f09f-dc0d-53ee-877a-c497c86c4aff", "a851f09fdc0d53ee877ac497c86c4aff"],
  ["JSONField", { a: [1, null], é: "𝄞" }, '{"a": [1, null], "\\u00e9": "\\ud834\\udd1e"}'],
  ["CharField", "x", "x"],
])("%s is stored as Django stores it, and read back", (internalType, value, stored) => {
  const field = fieldOf(internalType, { maxDigits: 5, decimalPlaces: 2 });
  expect(database.dialect.toDriver(value, field)).toEqual(stored);
  const raw = internalType === "DecimalField" ? 1.5 : stored;
  const decode = database.dialect.fromDriver(field);
  expect(decode === null ? raw : decode(raw)).toEqual(value);
});

test.each([
  [12, "12.00"],
  [0.1 + 0.2, "0.30"],
  [1.015, "1.02"],
  [999_999.99, "999999.99"],
  [1e15, "1000000000000000.00"],
  [-0.5, "-0.50"],
])("a decimal that SQLite keeps as %s is %s", (raw, text) => {
  const decode = database.dialect.fromDriver(fieldOf("DecimalField", { maxDigits: 20, decimalPlaces: 2 }));
  expect(decode?.(raw)).toBe(text);
});
