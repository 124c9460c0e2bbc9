import { QueryError } from "../../errors/query.ts";
import { ModelInstance } from "../instance.ts";
import { refuseCombined } from "../query/combination.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import type { QueryTree } from "../query/tree.ts";
import { valueToWire } from "../query/wire.ts";
import { modelMeta } from "../runtime.ts";
import { cascadeReason, skippedHooks } from "./cascade.ts";
import { collectAndDelete } from "./collector.ts";
import type { DeleteOptions, Deleted, HookOptions } from "./options.ts";
import { writeInPython } from "./python.ts";
import type { PythonWrite } from "./python.ts";
import { querysetInPython } from "./queryset-in-python.ts";
import { writeAlias } from "./write-alias.ts";

/**
 * `Model.delete()`: the row, and what `on_delete` says of the rows that point to it.
 * @throws ProtectedError, RestrictedError
 */
export async function deleteInstance(
  instance: ModelInstance,
  { using, hooks }: DeleteOptions = {},
): Promise<Deleted> {
  const meta = modelMeta(instance[INSTANCE_MODEL]);
  const { pk } = instance;
  if (pk === null || pk === undefined)
    throw new QueryError(
      `${meta.description.name} object can't be deleted because its ${meta.pk.attname} attribute is set to None.`,
    );
  const alias = writeAlias(meta, using, ModelInstance.database(instance));
  const reason = cascadeReason(meta, alias, hooks === "skip");
  if (reason === null) {
    const deleted = await collectAndDelete(meta, { kind: "instances", instances: [instance] }, alias);
    Object.assign(instance, { [meta.pk.attname]: null });
    return deleted as Deleted;
  }
  const { total, byModel } = await writeInPython(
    { what: `Deleting ${meta.label}`, reason, alias, skipped: hooks === "skip" ? skippedHooks(meta) : null },
    "delete",
    {
      model: meta.label,
      using: alias === "python" ? null : alias,
      pk: valueToWire(pk),
    },
  );
  return [total, byModel];
}

/** `QuerySet.delete()`. */
export async function deleteRows(tree: QueryTree, { hooks }: HookOptions = {}): Promise<Deleted> {
  refuse(tree);
  const meta = modelMeta(tree.model);
  const alias = writeAlias(meta, tree.using, null);
  const skip = hooks === "skip";
  const overridden = meta.description.hooks.queryset[tree.manager ?? ""]?.["delete"] ?? null;
  const skipped = skip ? (overridden ?? skippedHooks(meta)) : null;
  const reason = (skip ? null : overridden) ?? cascadeReason(meta, alias, skip);
  if (reason === null) {
    const deleted = await collectAndDelete(
      meta,
      { kind: "query", tree: withoutLock({ ...tree, using: alias }) },
      alias,
    );
    if (typeof deleted !== "string") return deleted;
    return deletedInPython(tree, { reason: deleted, alias, skipped });
  }
  return deletedInPython(tree, { reason, alias, skipped });
}

/** `del_query.query.select_for_update = False`. */
function withoutLock(tree: QueryTree): QueryTree {
  return { ...tree, operations: tree.operations.filter(({ op }) => op !== "selectForUpdate") };
}

async function deletedInPython(tree: QueryTree, why: Omit<PythonWrite, "what">): Promise<Deleted> {
  const answer = await querysetInPython(tree, { what: `Deleting rows of ${tree.model}`, ...why }, "delete");
  // A soft delete that overrides delete() often answers nothing, or a number.
  if (Array.isArray(answer)) return [Number(answer[0]), answer[1] as Record<string, number>];
  return [typeof answer === "number" ? answer : 0, {}];
}

/** The checks of `QuerySet.delete`. */
function refuse(tree: QueryTree): void {
  refuseCombined(tree, "delete");
  const { operations } = tree;
  const has = (op: string): boolean => operations.some((operation) => operation.op === op);
  if (has("slice")) throw new QueryError("Cannot use 'limit' or 'offset' with delete().");
  if (operations.some((operation) => operation.op === "distinct" && operation.fields.length > 0))
    throw new QueryError("Cannot call delete() after .distinct(*fields).");
  if (has("values") || has("valuesList"))
    throw new QueryError("Cannot call delete() after .values() or .values_list()");
}
