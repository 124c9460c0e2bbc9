import type { FieldDescription, ModelDescription, ReverseRelationDescription } from "../manifest/schema.ts";
import type { ModuleScope } from "./scope.ts";

/** A member of an interface: `name: type`, with its comment. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly comment: readonly string[];
}

const REVERSE = {
  oneToMany: "ReverseForeignKey",
  oneToOne: "ReverseOneToOne",
  manyToMany: "ReverseManyToMany",
} as const;

/** Relations by the names that lookups use: the model's own, then those of other models that lead here. */
export function relationMembers(model: ModelDescription, scope: ModuleScope): Member[] {
  const members = new Map<string, Member>();
  const add = (name: string | null, type: string | null): void => {
    if (name !== null && type !== null && !members.has(name)) members.set(name, { name, type, comment: [] });
  };
  for (const field of model.fields) add(field.name, ownRelation(field, scope));
  for (const relation of model.reverse) add(relation.queryName, reverseRelation(relation, scope));
  return [...members.values()];
}

function ownRelation({ relation, null: nullable }: FieldDescription, scope: ModuleScope): string | null {
  const target = relation?.model == null ? null : scope.model(relation.model);
  if (relation === null || target === null) return null;
  switch (relation.kind) {
    case "foreignKey":
      return `${scope.package("ForeignKey")}<${target}>${nullable ? " | null" : ""}`;
    case "oneToOne":
      return `${scope.package("OneToOne")}<${target}>${nullable ? " | null" : ""}`;
    case "manyToMany":
      return `${scope.package("ManyToMany")}<${target}>`;
    case "genericRelation":
      return `${scope.package("GenericRelation")}<${target}>`;
    case "genericForeignKey":
      return null;
  }
}

function reverseRelation(relation: ReverseRelationDescription, scope: ModuleScope): string | null {
  const target = scope.model(relation.model);
  if (target === null) return null;
  // The row at the other end of a one-to-one field need not be there.
  const nullable = relation.kind === "oneToOne" ? " | null" : "";
  return `${scope.package(REVERSE[relation.kind])}<${target}>${nullable}`;
}

/** Managers of related rows by the attributes that instances have. */
export function accessorMembers(model: ModelDescription, scope: ModuleScope): Member[] {
  const members = new Map<string, Member>();
  const add = (name: string | null, manager: string, label: string | null): void => {
    const target = label === null ? null : scope.model(label);
    if (name === null || target === null || members.has(name)) return;
    members.set(name, { name, type: `${scope.package(manager)}<${target}>`, comment: [] });
  };
  for (const { name, relation } of model.fields) {
    if (relation?.kind === "manyToMany") add(name, "ManyRelatedManager", relation.model);
    if (relation?.kind === "genericRelation") add(name, "RelatedManager", relation.model);
  }
  for (const { accessor, kind, model: label } of model.reverse) {
    if (kind === "oneToMany") add(accessor, "RelatedManager", label);
    if (kind === "manyToMany") add(accessor, "ManyRelatedManager", label);
  }
  return [...members.values()];
}
