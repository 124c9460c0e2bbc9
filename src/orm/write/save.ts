import { WriteError } from "../../errors/write.ts";
import { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { modelMeta } from "../runtime.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import { prepareGenericKeys } from "./generic-keys.ts";
import type { SaveOptions } from "./options.ts";
import { takeRelatedKeys } from "./related-keys.ts";
import { saveInPython, savesInPython } from "./save-in-python.ts";
import { saveNatively } from "./save-natively.ts";
import type { SavePlan } from "./save-plan.ts";
import { plannedFields } from "./save-plan.ts";
import { writeAlias } from "./write-alias.ts";

/**
 * `Model.save()`. A row that was read writes the columns that were changed and those that Django always sets (`auto_now`); a
 * new one all. Where the model has write hooks, Python does it.
 */
export async function saveInstance(instance: ModelInstance, options: SaveOptions = {}): Promise<void> {
  const { updateFields = null, forceInsert = false, forceUpdate = false, using, hooks } = options;
  if (forceInsert && (forceUpdate || updateFields !== null))
    throw new WriteError("Cannot force both insert and updating in model saving.");
  if (updateFields?.length === 0) return;
  const meta = modelMeta(instance[INSTANCE_MODEL]);
  const alias = writeAlias(meta, using, ModelInstance.database(instance));
  const named = plannedFields(instance, meta, updateFields, forceInsert, alias);
  takeRelatedKeys(instance, meta, "save", named);
  await prepareGenericKeys(instance, meta, alias);
  const explicit = updateFields !== null;
  const plan: SavePlan = { instance, meta, alias, named, explicit, forceInsert, forceUpdate };
  const reason = savesInPython(plan, hooks === "skip");
  if (reason === null) await saveNatively(plan);
  else await saveInPython(plan, reason, hooks === "skip" ? meta.description.hooks.save : null);
  forgetParents(instance, meta);
}

/** The parent's row, if it was read, is not this one as it is now. */
function forgetParents(instance: ModelInstance, { description }: ModelMeta): void {
  for (const { link } of description.parents) if (link !== null) ModelInstance.forgetRelated(instance, link);
}
