import { instanceClass } from "../instance-class.ts";
import { ModelInstance } from "../instance.ts";
import type { QueryTree } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import type { GivenValues } from "./new-instance.ts";
import type { HookOptions } from "./options.ts";
import { columnValue } from "./python-row.ts";
import { querysetInPython } from "./queryset-in-python.ts";
import { saveInstance } from "./save.ts";
import { writeAlias } from "./write-alias.ts";

/** `QuerySet.create()`. An overridden create() runs in Python, and the row that it made is read. */
export async function createRow(
  tree: QueryTree,
  values: GivenValues,
  { hooks }: HookOptions = {},
): Promise<ModelInstance> {
  const { model, manager, using } = tree;
  const meta = modelMeta(model);
  const reason =
    hooks === "skip" ? null : (meta.description.hooks.queryset[manager ?? ""]?.["create"] ?? null);
  if (reason !== null) return createInPython(tree, values, reason);
  const instance = new (instanceClass(model))(values);
  await saveInstance(instance, {
    forceInsert: true,
    using: writeAlias(meta, using, null),
    ...(hooks === undefined ? {} : { hooks }),
  });
  return instance;
}

async function createInPython(tree: QueryTree, values: GivenValues, reason: string): Promise<ModelInstance> {
  const meta = modelMeta(tree.model);
  const alias = writeAlias(meta, tree.using, null);
  const what = `Creating ${meta.label}`;
  const made = await querysetInPython(tree, { what, reason, alias }, "create", values);
  return instanceFromPython(tree, made as Readonly<Record<string, unknown>>);
}

/** The instance that a method of Python's answered, by its columns. */
export function instanceFromPython(
  tree: QueryTree,
  columns: Readonly<Record<string, unknown>>,
): ModelInstance {
  const meta = modelMeta(tree.model);
  const names = Object.keys(columns);
  const values = Object.fromEntries(
    names.map((name) => [name, columnValue(meta.field(name), columns[name])]),
  );
  const instance = new (instanceClass(tree.model))(values);
  ModelInstance.setStored(instance, tree.using, {
    row: names.map((name) => columns[name]),
    layout: { positions: new Map(names.map((name, index) => [name, index])), decoders: new Map() },
  });
  return instance;
}
