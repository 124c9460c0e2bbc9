import { spawn } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectionFor } from "../../src/orm/connections.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { atomic } from "../../src/orm/transaction/atomic.ts";
import { djangoPython } from "../support/python.ts";
import { sqliteDatabase } from "./databases.ts";
import type { TestDatabase } from "./databases.ts";

const ROWS = 100_000;
const BLOCKS = 200;

let database: TestDatabase;
const execute = async (sql: string): Promise<number> =>
  Number((await connectionFor("default").execute(sql, [])).rows[0]?.[0]);

beforeEach(async () => {
  database = await sqliteDatabase();
  setRuntime(database.runtime);
  await execute("CREATE TABLE counter (id integer PRIMARY KEY, n integer NOT NULL)");
  await execute("INSERT INTO counter VALUES (1, 0), (2, 0)");
  await execute("CREATE TABLE many (id integer PRIMARY KEY, text text)");
  await execute(
    `INSERT INTO many WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${ROWS}) SELECT i, 'row ' || i FROM c`,
  );
});
afterEach(async () => {
  setRuntime(null);
  await database.close();
});

/** Another process that writes the same file by short transactions through Django's backend, until it is told to stop. */
const DJANGO_WRITER = `
import sys, threading
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}})
import django
django.setup()
from django.db import connection, transaction
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
written = 0
print("started", flush=True)
while not stop.is_set():
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE counter SET n = n + 1 WHERE id = 2")
    written += 1
    stop.wait(0.002)
print(written, flush=True)
`;

// "delete" is what Django has unless init_command says otherwise: there a commit waits for open readers.
test.skipIf(djangoPython === null).each(["delete", "wal"])(
  "200 concurrent atomic blocks, Django writing and a stream open: nothing is lost, nothing is locked (%s)",
  async (journal) => {
    await execute(`PRAGMA journal_mode=${journal}`);
    const path = await connectionFor("default").execute("PRAGMA database_list", []);
    const django = spawn(djangoPython as string, ["-c", DJANGO_WRITER, String(path.rows[0]?.[2])]);
    let [output, errors] = ["", ""];
    django.stdout.on("data", (chunk) => (output += chunk));
    django.stderr.on("data", (chunk) => (errors += chunk));
    await once(django.stdout, "data");

    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const stream = connectionFor("default").stream("SELECT id, text FROM many ORDER BY id", [], 1000);
    const streamed = (async () => {
      let count = 0;
      for await (const page of stream) {
        count += page.length;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return count;
    })();
    const blocks = Array.from({ length: BLOCKS }, () =>
      atomic(async () => {
        const n = await execute("SELECT n FROM counter WHERE id = 1");
        // Another turn of the event loop between reading and writing: only a transaction keeps the sum right.
        await new Promise((resolve) => setImmediate(resolve));
        await execute(`UPDATE counter SET n = ${n + 1} WHERE id = 1`);
      }),
    );
    const outcomes = await Promise.allSettled(blocks);
    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(await streamed).toBe(ROWS);
    delay.disable();

    django.stdin.end();
    await once(django, "close");
    expect(errors).toBe("");
    expect(await execute("SELECT n FROM counter WHERE id = 1")).toBe(BLOCKS);
    const written = Number(output.trim().split("\n").at(-1));
    expect(written).toBeGreaterThan(0);
    expect(await execute("SELECT n FROM counter WHERE id = 2")).toBe(written);
    // No time is asserted: the figure is for who reads it.
    console.log(
      `event loop delay p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, Django wrote ${written} times`,
    );
  },
);
