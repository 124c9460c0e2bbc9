import { IntegrityError } from "../../errors/database.ts";
import { QueryError } from "../../errors/query.ts";
import { conditionOf } from "../conditions.ts";
import { fetchRows } from "../fetch.ts";
import { instanceClass } from "../instance-class.ts";
import type { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { PLAIN_LOCK } from "../query/lock.ts";
import type { QueryTree } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { atomic } from "../transaction/atomic.ts";
import { createRow, instanceFromPython } from "./create.ts";
import { columnReason, databaseReason, modelReason } from "./needs-python.ts";
import type { GivenValues } from "./new-instance.ts";
import type { HookOptions } from "./options.ts";
import type { PythonWrite } from "./python.ts";
import { querysetInPython } from "./queryset-in-python.ts";
import { saveInstance } from "./save.ts";
import { writeAlias } from "./write-alias.ts";

export type Gotten = readonly [row: ModelInstance, created: boolean];

type Method = "get_or_create" | "update_or_create";

/** `QuerySet.get_or_create()`. `lookups` make the new row too, but for those with a "__". */
export async function getOrCreateRow(
  tree: QueryTree,
  lookups: GivenValues,
  defaults: GivenValues,
  options: HookOptions = {},
): Promise<Gotten> {
  const meta = modelMeta(tree.model);
  const alias = writeAlias(meta, tree.using, null);
  const reason = methodReason(meta, tree, "get_or_create", alias, options);
  if (reason !== null) {
    const skipped = options.hooks === "skip" ? ownHook(meta, tree, "get_or_create") : null;
    return inPython(tree, "get_or_create", { defaults, ...lookups }, { alias, reason, skipped });
  }
  return getOrCreate({ ...tree, using: alias }, lookups, defaults, options);
}

async function getOrCreate(
  tree: QueryTree,
  lookups: GivenValues,
  defaults: GivenValues,
  options: HookOptions,
): Promise<Gotten> {
  const found = await getRow(tree, lookups);
  if (found !== null) return [found, false];
  const plain = Object.entries(lookups).filter(([name]) => !name.includes("__"));
  const values: GivenValues = { ...Object.fromEntries(plain), ...calledValues(defaults) };
  try {
    return [await atomic(() => createRow(tree, values, options), { using: tree.using as string }), true];
  } catch (error) {
    // Somebody else made it meanwhile.
    const made = error instanceof IntegrityError ? await getRow(tree, lookups) : null;
    if (made === null) throw error;
    return [made, false];
  }
}

/** `QuerySet.update_or_create()`: sets `defaults` of the row, or makes it of them (or of `createDefaults`). */
export async function updateOrCreateRow(
  tree: QueryTree,
  lookups: GivenValues,
  given: { readonly defaults: GivenValues; readonly createDefaults: GivenValues | null },
  options: HookOptions = {},
): Promise<Gotten> {
  const meta = modelMeta(tree.model);
  const alias = writeAlias(meta, tree.using, null);
  const { defaults, createDefaults } = given;
  const reason = methodReason(meta, tree, "update_or_create", alias, options);
  if (reason !== null) {
    const kwargs = {
      defaults,
      ...(createDefaults === null ? {} : { create_defaults: createDefaults }),
      ...lookups,
    };
    const skipped = options.hooks === "skip" ? ownHook(meta, tree, "update_or_create") : null;
    return inPython(tree, "update_or_create", kwargs, { alias, reason, skipped });
  }
  return atomic(
    async () => {
      // Nobody else changes the row before it is saved.
      const locked = { op: "selectForUpdate", ...PLAIN_LOCK } as const;
      const routed = { ...tree, using: alias, operations: [...tree.operations, locked] };
      const [row, created] = await getOrCreate(routed, lookups, createDefaults ?? defaults, options);
      if (created) return [row, true] as const;
      const values = calledValues(defaults);
      Object.assign(row, values);
      const updateFields = Object.keys(values).filter((name) => meta.field(name)?.column !== null);
      const ownTimes = meta.concreteFields.filter(({ autoNow, primaryKey }) => autoNow && !primaryKey);
      await saveInstance(row, {
        using: alias,
        updateFields: [...updateFields, ...ownTimes.map(({ attname }) => attname)],
        ...options,
      });
      return [row, false] as const;
    },
    { using: alias },
  );
}

/** A default may be a function, as in Django. */
function calledValues(values: GivenValues): GivenValues {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, typeof value === "function" ? (value() as unknown) : value] as const)
      // As in create(): not given.
      .filter(([, value]) => value !== undefined),
  );
}

/** `get()`; null: there is no row. @throws MultipleObjectsReturned */
async function getRow(tree: QueryTree, lookups: GivenValues): Promise<ModelInstance | null> {
  if (tree.operations.some(({ op }) => op === "slice"))
    throw new QueryError("Cannot filter a query once a slice has been taken.");
  const operations = [
    ...tree.operations,
    { op: "filter", where: conditionOf([lookups]) } as const,
    { op: "orderBy", terms: [] } as const,
    { op: "slice", start: 0, stop: 2 } as const,
  ];
  const state = { tree: { ...tree, operations }, executor: null, rows: null, known: null };
  const rows = (await fetchRows(state)) as ModelInstance[];
  if (rows.length < 2) return rows[0] ?? null;
  const { name } = modelMeta(tree.model).description;
  const { MultipleObjectsReturned: Several } = instanceClass(tree.model);
  throw new Several(`get() returned more than one ${name}!`);
}

/** A save that is Python's would end the atomic block around it: then the whole method is. */
function methodReason(
  meta: ModelMeta,
  tree: QueryTree,
  method: Method,
  alias: string,
  { hooks }: HookOptions,
): string | null {
  const hook = ownHook(meta, tree, method);
  return (
    (hooks === "skip" ? null : hook) ??
    databaseReason(alias) ??
    modelReason(meta) ??
    columnReason(meta.concreteFields)
  );
}

function ownHook({ description: { hooks } }: ModelMeta, tree: QueryTree, method: Method): string | null {
  const own = hooks.queryset[tree.manager ?? ""] ?? {};
  return own[method] ?? own["create"] ?? hooks.save;
}

async function inPython(
  tree: QueryTree,
  method: Method,
  kwargs: GivenValues,
  write: Omit<PythonWrite, "what">,
): Promise<Gotten> {
  const values = Object.fromEntries(
    Object.entries(kwargs).map(([name, value]) => [
      name,
      name === "defaults" || name === "create_defaults" ? calledValues(value as GivenValues) : value,
    ]),
  );
  const answer = await querysetInPython(
    tree,
    { what: `Getting or creating ${tree.model}`, ...write },
    method,
    values,
  );
  const [columns, created] = answer as [Record<string, unknown>, boolean];
  return [instanceFromPython(tree, columns), created];
}
