import { WriteError } from "../../errors/write.ts";
import { ModelInstance, attribute, loadedRelated } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { contentTypeId } from "./content-types.ts";

/** Fills in what a GenericForeignKey stores of the row that was assigned: its content type has to be asked for. */
export async function prepareGenericKeys(
  instance: ModelInstance,
  meta: ModelMeta,
  alias: string,
): Promise<void> {
  for (const { name, relation } of meta.description.fields) {
    if (relation?.kind !== "genericForeignKey") continue;
    const related = loadedRelated(instance, name);
    const typeField = meta.field(relation.contentTypeField ?? "content_type");
    if (!(related instanceof ModelInstance) || typeField === undefined) continue;
    if (attribute(instance, typeField.attname) !== undefined) continue;
    if (related.pk === null || related.pk === undefined)
      throw new WriteError(`save() prohibited to prevent data loss due to unsaved related object '${name}'.`);
    const { concreteModel } = modelMeta(related[INSTANCE_MODEL]).description;
    Object.assign(instance, {
      [typeField.attname]: await contentTypeId(modelMeta(concreteModel), alias),
      [relation.objectIdField ?? "object_id"]: related.pk,
    });
  }
}
