import { WriteError } from "../../errors/write.ts";
import { ModelInstance, attribute, loadedRelated } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";

/**
 * `Model._prepare_related_fields_for_save`: a related row that was saved after it was assigned has its key by now; one that was
 * replaced by another key is forgotten.
 * @throws WriteError a related row was never saved
 */
export function takeRelatedKeys(
  instance: ModelInstance,
  meta: ModelMeta,
  operation: string,
  only: ReadonlySet<string> | null,
): void {
  for (const field of meta.concreteFields) {
    if (field.relation === null || (only !== null && !only.has(field.attname))) continue;
    const related = loadedRelated(instance, field.name);
    if (!(related instanceof ModelInstance)) continue;
    if (related.pk === null || related.pk === undefined) {
      ModelInstance.forgetRelated(instance, field.name);
      throw new WriteError(
        `${operation}() prohibited to prevent data loss due to unsaved related object '${field.name}'.`,
      );
    }
    const key = attribute(related, field.relation.toField ?? "pk");
    const own = attribute(instance, field.attname);
    if (own === null || own === undefined || own === "") Object.assign(instance, { [field.attname]: key });
    else if (own !== key) ModelInstance.forgetRelated(instance, field.name);
  }
}
