import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TransactionManagementError } from "../../src/errors/transaction.ts";
import { connectionFor } from "../../src/orm/connections.ts";
import { PendingRow } from "../../src/orm/pending-row.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { atomic, inAtomicBlock, setRollback } from "../../src/orm/transaction/atomic.ts";
import { onCommit } from "../../src/orm/transaction/on-commit.ts";
import { postgresDatabase, sqliteDatabase } from "./databases.ts";
import type { TestDatabase } from "./databases.ts";

const opened: TestDatabase[] = [await sqliteDatabase()];
const postgres = await postgresDatabase();
if (typeof postgres === "string") test.skip(`postgresql: ${postgres}`, () => undefined);
else opened.push(postgres);

class Wrong extends Error {}

const add = async (n: number): Promise<void> => {
  await connectionFor("default").execute(`INSERT INTO marks (n) VALUES (${n})`, []);
};
const marks = async (): Promise<number[]> => {
  const { rows } = await connectionFor("default").execute("SELECT n FROM marks ORDER BY n", []);
  return rows.map(([n]) => Number(n));
};
const fail = async (n: number): Promise<never> => {
  await add(n);
  throw new Wrong();
};

describe.each(opened)("$name", ({ runtime, close }) => {
  beforeAll(async () => {
    setRuntime(runtime);
    await runtime.database("default").execute("CREATE TABLE marks (n integer PRIMARY KEY)", []);
  });
  beforeEach(async () => {
    await runtime.database("default").execute("DELETE FROM marks", []);
  });
  afterAll(async () => {
    await close();
    setRuntime(null);
  });

  test("what a block wrote is kept when it returns, and seen outside only then", async () => {
    const outside = await atomic(async () => {
      await add(1);
      expect(await marks()).toEqual([1]);
      expect(inAtomicBlock()).toBe(true);
      return Number(
        (await runtime.database("default").execute("SELECT count(*) FROM marks", [])).rows[0]?.[0],
      );
    });
    expect(outside).toBe(0);
    expect(await marks()).toEqual([1]);
    expect(inAtomicBlock()).toBe(false);
  });

  test("what is read when it is awaited is read in the block that returns it", async () => {
    const lazy = () => new PendingRow(() => inAtomicBlock());
    expect(await lazy()).toBe(false);
    expect(await atomic(lazy)).toBe(true);
    expect(await atomic(() => atomic(lazy))).toBe(true);
    expect(await atomic(() => atomic(lazy, { savepoint: false }))).toBe(true);
  });

  test("nothing is kept when it throws", async () => {
    await expect(atomic(() => fail(1))).rejects.toThrow(Wrong);
    expect(await marks()).toEqual([]);
  });

  test("a nested block is undone alone", async () => {
    await atomic(async () => {
      await add(1);
      await expect(atomic(() => fail(2))).rejects.toThrow(Wrong);
      await atomic(() => add(3));
    });
    expect(await marks()).toEqual([1, 3]);
  });

  test("an error of the database in a nested block is undone alone", async () => {
    await atomic(async () => {
      await add(1);
      await expect(atomic(() => add(1))).rejects.toMatchObject({ code: "DATABASE_INTEGRITY" });
      await add(2);
    });
    expect(await marks()).toEqual([1, 2]);
  });

  test("without a savepoint, an error inside leaves nothing but the rollback", async () => {
    await atomic(async () => {
      await add(1);
      await expect(atomic(() => fail(2), { savepoint: false })).rejects.toThrow(Wrong);
      await expect(add(3)).rejects.toThrow(TransactionManagementError);
    });
    expect(await marks()).toEqual([]);
  });

  test("a block can be told to roll back", async () => {
    expect(() => setRollback(true)).toThrow(TransactionManagementError);
    const result = await atomic(async () => {
      await add(1);
      setRollback(true);
      return "kept";
    });
    expect(result).toBe("kept");
    expect(await marks()).toEqual([]);
  });

  test("a durable block is never nested", async () => {
    await atomic(() => add(1), { durable: true });
    await expect(atomic(() => atomic(() => add(2), { durable: true }))).rejects.toThrow(/durable/);
    expect(await marks()).toEqual([1]);
  });

  test("callbacks run after the commit, and not for what was undone", async () => {
    const ran: string[] = [];
    await onCommit(() => ran.push("at once"));
    await atomic(async () => {
      await onCommit(async () => ran.push(`outer ${(await marks()).length}`));
      await atomic(() => onCommit(() => ran.push("inner")));
      await atomic(async () => {
        await onCommit(() => ran.push("undone"));
        throw new Wrong();
      }).catch(() => undefined);
      await add(1);
      expect(ran).toEqual(["at once"]);
    });
    expect(ran).toEqual(["at once", "outer 1", "inner"]);
    await atomic(async () => {
      await onCommit(() => ran.push("undone"));
      setRollback(true);
    });
    expect(ran).toHaveLength(3);
  });

  test("an error in a callback comes after the commit; a robust one is only told", async () => {
    const failing = (robust: boolean): Promise<void> =>
      atomic(async () => {
        await add(robust ? 1 : 2);
        await onCommit(() => Promise.reject(new Wrong()), { robust });
      });
    await failing(true);
    await expect(failing(false)).rejects.toThrow(Wrong);
    expect(await marks()).toEqual([1, 2]);
  });

  test("blocks side by side in one transaction do not mix", async () => {
    await atomic(async () => {
      const outcomes = await Promise.allSettled([
        atomic(() => add(1)),
        atomic(() => fail(2)),
        add(3),
        atomic(async () => {
          await add(4);
          await atomic(() => fail(5)).catch(() => undefined);
        }),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        "fulfilled",
        "rejected",
        "fulfilled",
        "fulfilled",
      ]);
    });
    expect(await marks()).toEqual([1, 3, 4]);
  });

  test("a query that outlives its block is refused", async () => {
    let late: Promise<void> | null = null;
    await atomic(async () => {
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => add(9));
    });
    await expect(late).rejects.toThrow(/has ended/);
    expect(await marks()).toEqual([]);
  });

  test("a nested block that nobody awaited is over before the commit", async () => {
    await atomic(async () => {
      void atomic(() => add(1));
    });
    expect(await marks()).toEqual([1]);
  });

  test("blocks of different requests are transactions of their own", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => atomic(() => (n % 2 ? fail(n) : add(n))).catch(() => undefined)),
    );
    expect(await marks()).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
  });
});
