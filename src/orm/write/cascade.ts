import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../meta.ts";
import { modelMeta } from "../runtime.ts";
import { isPythonDefault } from "./field-default.ts";
import { databaseReason, modelReason } from "./needs-python.ts";

/** A foreign key from another model to the one whose rows are deleted. */
export interface Incoming {
  readonly field: FieldDescription;
  /** The model that declares it. */
  readonly model: ModelMeta;
}

/** What the database does by itself, or nobody does. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  "DO_NOTHING",
  "DB_CASCADE",
  "DB_SET_NULL",
  "DB_SET_DEFAULT",
]);

/** `get_candidate_relations_to_delete`: foreign keys that point to a model's rows, hidden ones too. */
export function incomingKeys(meta: ModelMeta): readonly Incoming[] {
  const found: Incoming[] = [];
  for (const { kind, model, field: name } of meta.description.reverse) {
    if (kind === "manyToMany") continue;
    const declarer = modelMeta(model);
    const field = declarer.field(name);
    if (field?.relation?.onDelete) found.push({ field, model: declarer });
  }
  return found;
}

/** Foreign keys that the collector looks at. */
export function handledKeys(meta: ModelMeta): readonly Incoming[] {
  return incomingKeys(meta).filter(({ field }) => !LEFT_ALONE.has(field.relation?.onDelete as string));
}

/** Links of a model to its multi-table parents. */
export function parentLinks(meta: ModelMeta): readonly FieldDescription[] {
  const concrete = modelMeta(meta.description.concreteModel);
  return concrete.description.parents.flatMap(({ link }) => {
    const field = link === null ? undefined : concrete.field(link);
    return field === undefined || field.model !== concrete.label ? [] : [field];
  });
}

export function genericRelations(meta: ModelMeta): readonly FieldDescription[] {
  return meta.description.fields.filter(({ relation }) => relation?.kind === "genericRelation");
}

/**
 * Why a deletion must be Python's; null: it is native. Which rows there are does not matter: a model with hooks that the
 * cascade could reach is enough, so that the same call always runs in the same place.
 */
export function cascadeReason(start: ModelMeta, alias: string, skipHooks: boolean): string | null {
  return databaseReason(alias) ?? reachedReason(start, skipHooks);
}

/** The hooks that a deletion would run, where the caller says to leave them out; null: there are none. */
export function skippedHooks(start: ModelMeta): string | null {
  return reachedReason(start, true) === null ? reachedReason(start, false) : null;
}

function reachedReason(start: ModelMeta, skipHooks: boolean): string | null {
  const queue = [start];
  const seen = new Set(queue);
  for (const meta of queue) {
    const reason = (skipHooks ? null : meta.description.hooks.delete) ?? modelReason(meta);
    if (reason !== null) return meta === start ? reason : `it reaches ${meta.label}, where ${reason}`;
    for (const { field, model } of incomingKeys(meta)) {
      const onDelete = field.relation?.onDelete;
      if (
        onDelete === "python" ||
        onDelete === "SET" ||
        (onDelete === "SET_DEFAULT" && isPythonDefault(field))
      )
        return `on_delete of ${model.label}.${field.name} is a function`;
    }
    for (const next of deletedWith(meta)) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return null;
}

/** Models whose rows go with a model's rows. */
function deletedWith(meta: ModelMeta): ModelMeta[] {
  return [
    ...incomingKeys(meta)
      .filter(({ field }) => field.relation?.onDelete === "CASCADE")
      .map(({ model }) => model),
    ...parentLinks(meta).map(({ relation }) => modelMeta(relation?.model as string)),
    ...genericRelations(meta).flatMap(({ relation }) =>
      relation?.model === null || relation === null ? [] : [modelMeta(relation.model)],
    ),
  ];
}
