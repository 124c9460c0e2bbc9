import { wait } from "../../util/coroutine.ts";
import type { Coroutine } from "../../util/coroutine.ts";
import { prefetchInstances } from "../fetch.ts";
import { ModelInstance, attribute, loadedRelated } from "../instance.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import { relatedAccess } from "../related.ts";
import type { RelatedAccess } from "../related.ts";
import { modelMeta, runtime } from "../runtime.ts";
import { plannedRelation } from "./plan-query.ts";
import type { RowShape } from "./row-shape.ts";

/** Reads relations of rows that a shape names and that were not read with them: one query for each, however many rows. */
export function* loadMissing(instances: Iterable<ModelInstance>, shape: RowShape): Coroutine<void> {
  const groups = Map.groupBy(
    instances,
    (instance) => `${instance[INSTANCE_MODEL]} ${ModelInstance.database(instance) ?? ""}`,
  );
  for (const group of groups.values()) {
    const meta = modelMeta((group[0] as ModelInstance)[INSTANCE_MODEL]);
    for (const [name, nested] of shape.nested) {
      const access = relatedAccess(meta, name, runtime().registry);
      if (access === undefined) continue;
      const missing = group.filter((instance) => isMissing(instance, access));
      if (missing.length === 0) continue;
      const queryset = plannedRelation(access, nested);
      yield* wait(prefetchInstances(missing, [{ path: name, queryset, toAttr: null }]));
    }
  }
}

/** What a row has under a name without asking the database: related rows that were read, or what was put on it. */
export function heldBy(instance: ModelInstance, name: string): unknown {
  const related = loadedRelated(instance, name);
  if (related !== undefined) return related;
  return Object.hasOwn(instance, name) ? attribute(instance, name) : undefined;
}

function isMissing(instance: ModelInstance, access: RelatedAccess): boolean {
  if (loadedRelated(instance, access.accessor) !== undefined) return false;
  return access.kind !== "forward" || attribute(instance, access.attname) !== null;
}
