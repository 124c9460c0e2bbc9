import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setRuntime } from "../../../src/orm/runtime.ts";
import { djangoPython } from "../../support/python.ts";
import { shopRuntime } from "../../support/shop-runtime.ts";
import type { Shop } from "../../support/shop.ts";
import { mariadbCopies, postgresCopies, sqliteCopies } from "./copies.ts";
import type { Copies } from "./copies.ts";
import { runSteps } from "./run-steps.ts";
import { randomSteps } from "./sequence.ts";
import type { Outcome, Step } from "./steps.ts";
import { readTables } from "./tables.ts";

/** The same writes by our API and by Django's leave the same rows in every table, and answer the same. */

const example = fileURLToPath(new URL("../../../example", import.meta.url));
const oracle = fileURLToPath(new URL("./oracle.py", import.meta.url));

function byDjango(shop: Shop, steps: readonly Step[]): Outcome[] {
  const { status, stdout, stderr } = spawnSync(djangoPython as string, [oracle], {
    cwd: example,
    env: { ...process.env, PYTHONPATH: example, DJANGO_SETTINGS_MODULE: "shop.settings", ...shop.env },
    input: JSON.stringify(steps),
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`oracle.py failed:\n${stderr}`);
  return JSON.parse(stdout) as Outcome[];
}

function explained(problem: unknown): string {
  return Array.isArray(problem) ? problem.map((error: Error) => error.stack ?? String(error)).join("\n") : "";
}

/** Django's message of an error is for the reader of a difference only. */
function withoutDetail(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === "detail" ? undefined : item)));
}

const COPIES = { SQLite: sqliteCopies, PostgreSQL: postgresCopies, MariaDB: mariadbCopies };

/** `SEEDS` in the environment asks for others than those: a difference that was found is looked at by its seed alone. */
export function describeSequences(
  usual: readonly number[],
  length: number,
  databases: readonly (keyof typeof COPIES)[],
): void {
  const given = process.env["SEEDS"];
  const seeds = given === undefined ? usual : given.split(",").map(Number);
  describe.each(databases)("a random sequence of writes on %s", (kind) => {
    let copies: Copies | string = "no Python with Django";

    beforeAll(async () => {
      if (djangoPython !== null) copies = await COPIES[kind]();
    });
    afterAll(async () => {
      if (typeof copies !== "string") await copies.drop();
    });

    test.for(seeds)(
      "leaves tables equal to Django's (seed %i)",
      { timeout: 120_000 },
      async (seed, { skip }) => {
        if (typeof copies === "string") return skip(`${kind}: ${copies}`);
        const steps = randomSteps(seed, length);
        const [ours, djangos] = [await copies.make(), await copies.make()];
        const since = new Date(Date.now() - 5000);
        const problems: unknown[] = [];
        const running = await shopRuntime(ours);
        setRuntime(running.runtime);
        let outcomes: Outcome[];
        try {
          outcomes = await runSteps(steps, problems);
        } finally {
          setRuntime(null);
          await running.close();
        }
        const expected = byDjango(djangos, steps);
        // Steps that are refused everywhere would prove nothing.
        expect(expected.filter((one) => "answer" in one).length).toBeGreaterThan(length / 2);
        const told = steps.map((step, index) => ({ step, outcome: outcomes[index] }));
        const wanted = steps.map((step, index) => ({ step, outcome: expected[index] }));
        for (const [index, one] of told.entries())
          expect(
            one,
            `step ${index}: ${explained(problems[index])}\nDjango: ${JSON.stringify(wanted[index])}`,
          ).toEqual(withoutDetail(wanted[index]));
        expect(await readTables(ours, since)).toEqual(await readTables(djangos, since));
      },
    );
  });
}
