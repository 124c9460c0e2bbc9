import { WriteError } from "../../errors/write.ts";
import { ModelInstance, attribute } from "../instance.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import type { RelatedAccess } from "../related.ts";
import { modelMeta } from "../runtime.ts";
import type { ModelMeta } from "../meta.ts";
import { writeAlias } from "./write-alias.ts";

type Kinds<Kind extends RelatedAccess["kind"]> = Extract<RelatedAccess, { kind: Kind }>;

export type ReverseAccess = Kinds<"reverseOne" | "reverseMany">;
export type ManyAccess = Kinds<"manyToMany">;
export type GenericAccess = Kinds<"generic">;

/** The instance that a related manager belongs to, and along which relation. */
export interface RelatedOwner<Access extends RelatedAccess = ReverseAccess | ManyAccess | GenericAccess> {
  readonly instance: ModelInstance;
  readonly access: Access;
}

/** The owner's key, which the rows at the other end have. @throws WriteError it was never saved */
export function ownerKey({ instance, access }: RelatedOwner): unknown {
  const key = attribute(instance, access.target);
  if (key === null || key === undefined)
    throw new WriteError(
      `A ${modelMeta(instance[INSTANCE_MODEL]).description.name} needs to have a value for field "${access.target}" ` +
        `before this relationship ("${access.accessor}") can be used: save() it first.`,
    );
  return key;
}

/** The database that rows at the other end are written to. */
export function ownerAlias({ instance, access }: RelatedOwner): string {
  return writeAlias(modelMeta(access.model), null, ModelInstance.database(instance));
}

/** Rows of the model at the other end, and no others. @throws WriteError */
export function relatedRows(meta: ModelMeta, given: readonly unknown[]): readonly ModelInstance[] {
  return given.map((value) => {
    if (value instanceof ModelInstance && isRowOf(value, meta)) return value;
    throw new WriteError(
      `'${meta.description.name}' instance expected, got ${value instanceof ModelInstance ? value.toString() : typeof value}`,
    );
  });
}

/** Whether a row is of a model, of a proxy or of a child of it. */
export function isRowOf(row: ModelInstance, meta: ModelMeta): boolean {
  const pending = [row[INSTANCE_MODEL]];
  for (const label of pending) {
    const { concreteModel, parents } = modelMeta(label).description;
    if (concreteModel === meta.description.concreteModel) return true;
    pending.push(...parents.map(({ model }) => model));
  }
  return false;
}

/** Lists that were read with the owner are not those any more. */
export function forgetRead({ instance, access }: RelatedOwner): void {
  ModelInstance.forgetRelated(instance, access.accessor);
}
