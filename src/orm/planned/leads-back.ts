import type { ModelMeta } from "../meta.ts";
import { relatedAccess } from "../related.ts";
import type { RelatedAccess } from "../related.ts";
import { modelMeta, runtime } from "../runtime.ts";
import type { RowShape } from "./row-shape.ts";

/**
 * Whether rows of a shape are reached again from rows below them: the books of an author, and their author. It is the same
 * row, read once: it must have what either place reads, so nothing of it is left out.
 */
export function leadsBack(meta: ModelMeta, shape: RowShape, seen = new Set<RowShape>()): boolean {
  if (seen.has(shape)) return false;
  seen.add(shape);
  for (const [name, nested] of shape.nested) {
    const access = relatedAccess(meta, name, runtime().registry);
    if (access === undefined || access.kind === "genericForward" || nested === null) continue;
    if (isChild(access) || returnsBy(access, nested) || leadsBack(modelMeta(access.model), nested, seen))
      return true;
  }
  return false;
}

/** A multi-table child is joined without the columns that it has from its parent: those are the parent's. */
function isChild(access: RelatedAccess): boolean {
  if (access.kind !== "reverseOne") return false;
  return modelMeta(access.model).field(access.field)?.relation?.parentLink === true;
}

/** Whether a relation's rows are read for the row that they were reached from, too. */
function returnsBy(access: RelatedAccess, nested: RowShape): boolean {
  switch (access.kind) {
    case "forward":
      return access.back !== null && nested.nested.has(access.back);
    case "reverseOne":
    case "reverseMany":
      return nested.nested.has(access.field);
    case "manyToMany":
    case "generic":
    case "genericForward":
      return false;
  }
}
