import { F, Manager, atomic } from "../../../src/orm/index.ts";
import { instanceClass } from "../../../src/orm/instance-class.ts";
import { expression } from "../../../src/orm/query/tree.ts";
import type { Expression } from "../../../src/orm/query/tree.ts";
import { modelMeta } from "../../../src/orm/runtime.ts";
import type { Outcome, Step, Value, Values } from "./steps.ts";

/** An instance and a manager without their types: which model it is comes from the steps. */
interface AnyRow {
  readonly pk: unknown;
  save(options?: object): Promise<void>;
  delete(): Promise<readonly [number, Readonly<Record<string, number>>]>;
}
interface AnyRows extends PromiseLike<AnyRow[]> {
  filter(where: object): AnyRows;
  orderBy(...terms: string[]): AnyRows;
  slice(start: number, stop: number): AnyRows;
  only(...names: string[]): AnyRows;
  count(): Promise<number>;
  get(where: object): Promise<AnyRow>;
  create(values: object, options?: object): Promise<AnyRow>;
  update(values: object): Promise<number>;
  delete(): Promise<readonly [number, Readonly<Record<string, number>>]>;
  getOrCreate(lookups: object, options: object): Promise<readonly [AnyRow, boolean]>;
  updateOrCreate(lookups: object, options: object): Promise<readonly [AnyRow, boolean]>;
  bulkCreate(rows: readonly AnyRow[], options: object): Promise<unknown>;
  bulkUpdate(rows: readonly AnyRow[], fields: readonly string[]): Promise<number>;
}
interface AnyRelated extends AnyRows {
  add(rows: readonly AnyRow[], options?: object): Promise<void>;
  remove(rows: readonly AnyRow[]): Promise<void>;
  set(rows: readonly AnyRow[], options?: object): Promise<void>;
  clear(): Promise<void>;
}

/** Does steps by our API; what `oracle.py` does by Django's. */
export async function runSteps(steps: readonly Step[], problems: unknown[] = []): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, step] of steps.entries()) {
    const told: unknown[] = [];
    outcomes.push(await outcome(() => run(step, told), told));
    if (told.length > 0) problems[index] = told;
  }
  return outcomes;
}

class Undo extends Error {}

async function run(step: Step, problems: unknown[]): Promise<unknown> {
  switch (step.op) {
    case "atomic":
      return runBlock(step, problems);
    case "create":
      await rows(step.model, step.manager).create(await valuesOf(step.values));
      return null;
    case "saveNew": {
      const made = newRow(step.model, await valuesOf(step.values));
      if (step.pkOf !== null) {
        const row = await pick(step.model, step.pkOf);
        Object.assign(made, { [modelMeta(step.model).pk.attname]: row?.pk ?? null });
      }
      await made.save();
      return null;
    }
    case "save": {
      let row = await pick(step.model, step.row);
      if (row === null) return "no row";
      if (step.only !== null)
        row = await rows(step.model, null)
          .only(...step.only)
          .get({ pk: row.pk });
      Object.assign(row, await valuesOf(step.values));
      await row.save(step.updateFields === null ? {} : { updateFields: step.updateFields });
      return null;
    }
    case "delete": {
      const row = await pick(step.model, step.row);
      return row === null ? "no row" : deleted(await row.delete());
    }
    case "update":
      return rows(step.model, step.manager)
        .filter(step.where)
        .update(await valuesOf(step.values));
    case "deleteRows":
      return deleted(await rows(step.model, step.manager).filter(step.where).delete());
    case "getOrCreate":
    case "updateOrCreate": {
      const manager = rows(step.model, modelMeta(step.model).description.defaultManager);
      const [lookups, defaults] = [await valuesOf(step.lookups), await valuesOf(step.defaults)];
      const [, created] = await manager[step.op](lookups, { defaults });
      return created;
    }
    case "bulkCreate": {
      const made: AnyRow[] = [];
      for (const row of step.rows) made.push(newRow(step.model, await valuesOf(row)));
      const { conflicts } = step;
      const options =
        conflicts === "fail"
          ? {}
          : conflicts === "ignore"
            ? { ignoreConflicts: true }
            : { updateConflicts: true, updateFields: conflicts.update, uniqueFields: conflicts.unique };
      await rows(step.model, modelMeta(step.model).description.defaultManager).bulkCreate(made, options);
      return null;
    }
    case "bulkUpdate": {
      const found = new Map<string, AnyRow>();
      for (const { row: index, values } of step.rows) {
        const row = await pick(step.model, index);
        if (row === null || found.has(String(row.pk))) continue;
        found.set(String(row.pk), Object.assign(row, await valuesOf(values)));
      }
      return rows(step.model, null).bulkUpdate([...found.values()], step.fields);
    }
    case "related":
      return runRelated(step);
  }
}

async function runBlock(step: Extract<Step, { op: "atomic" }>, problems: unknown[]): Promise<unknown> {
  const outcomes: Outcome[] = [];
  try {
    await atomic(
      async () => {
        for (const inner of step.steps)
          outcomes.push(await outcome(() => atomic(() => run(inner, problems)), problems));
        if (step.fails) throw new Undo();
      },
      { python: step.python },
    );
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return outcomes;
}

async function runRelated(step: Extract<Step, { op: "related" }>): Promise<unknown> {
  const owner = await pick(step.model, step.row);
  if (owner === null) return "no row";
  const manager = (owner as unknown as Readonly<Record<string, AnyRelated>>)[step.accessor] as AnyRelated;
  const picked = new Map<string, AnyRow>();
  for (const index of step.rows) {
    const row = await pick(step.target, index);
    if (row !== null) picked.set(String(row.pk), row);
  }
  const { clear, throughDefaults } = step.options;
  const through = throughDefaults === undefined ? {} : { throughDefaults: await valuesOf(throughDefaults) };
  const targets = [...picked.values()];
  switch (step.method) {
    case "add":
      await manager.add(targets, through);
      return null;
    case "remove":
      await manager.remove(targets);
      return null;
    case "clear":
      await manager.clear();
      return null;
    case "set":
      await manager.set(targets, { clear: clear ?? false, ...through });
      return null;
    case "create":
      await manager.create(await valuesOf(step.values), through);
      return null;
  }
}

function rows(model: string, manager: string | null): AnyRows {
  return new Manager(model, manager) as unknown as AnyRows;
}

function newRow(model: string, values: object): AnyRow {
  return new (instanceClass(model))(values as Record<string, unknown>) as unknown as AnyRow;
}

async function pick(model: string, index: number): Promise<AnyRow | null> {
  const all = rows(model, null).orderBy("pk");
  const count = await all.count();
  if (count === 0) return null;
  const [row] = await all.slice(index % count, (index % count) + 1);
  return row ?? null;
}

async function valuesOf(values: Values): Promise<Record<string, unknown>> {
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) made[name] = await valueOf(value);
  return made;
}

async function valueOf(value: Value): Promise<unknown> {
  if (typeof value !== "object" || value === null) return value;
  if ("json" in value) return value.json;
  if ("row" in value) return pick(value.of, value.row);
  if ("key" in value) return (await pick(value.of, value.key))?.pk ?? null;
  return plus(value.column, value.plus);
}

function plus(column: string, number: number): Expression {
  return expression("CombinedExpression", [F(column), "+", expression("Value", [number])]);
}

function deleted([total, byModel]: readonly [number, Readonly<Record<string, number>>]): unknown {
  return [
    total,
    Object.fromEntries(Object.entries(byModel).sort(([one], [other]) => (one < other ? -1 : 1))),
  ];
}

const TOLD = new Set([
  "IntegrityError",
  "ProtectedError",
  "RestrictedError",
  "DoesNotExist",
  "MultipleObjectsReturned",
]);

async function outcome(action: () => Promise<unknown>, problems: unknown[]): Promise<Outcome> {
  try {
    return { answer: await action() };
  } catch (error) {
    problems.push(error);
    const name = (error as Error).constructor.name.split(".").at(-1) as string;
    return { error: TOLD.has(name) ? name : "other" };
  }
}
