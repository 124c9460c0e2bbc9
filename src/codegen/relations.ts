import type {
  FieldDescription,
  FieldRelation,
  ModelDescription,
  ReverseRelationDescription,
} from "../manifest/schema.ts";
import type { ModuleScope } from "./scope.ts";

/** A member of an interface: `name: type`, with its comment. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly comment: readonly string[];
}

const FORWARD = {
  foreignKey: "ForeignKey",
  oneToOne: "OneToOne",
  manyToMany: "ManyToMany",
  genericRelation: "GenericRelation",
} as const;

const MANY: ReadonlySet<FieldRelation["kind"]> = new Set(["manyToMany", "genericRelation"]);

const REVERSE = {
  oneToMany: "ReverseForeignKey",
  oneToOne: "ReverseOneToOne",
  manyToMany: "ReverseManyToMany",
} as const;

/** Relations by the names that lookups use: the model's own, then those of other models that lead here. */
export function relationMembers(model: ModelDescription, scope: ModuleScope): Member[] {
  const members = new Map<string, Member>();
  for (const field of model.fields) {
    const type = ownRelation(field, scope);
    if (type !== null) members.set(field.name, { name: field.name, type, comment: [] });
  }
  for (const relation of model.reverse) {
    const { queryName: name } = relation;
    if (name === null || members.has(name)) continue;
    const type = reverseRelation(relation, scope);
    if (type !== null) members.set(name, { name, type, comment: [] });
  }
  return [...members.values()];
}

function ownRelation({ relation, null: nullable }: FieldDescription, scope: ModuleScope): string | null {
  if (relation === null || relation.kind === "genericForeignKey" || relation.model === null) return null;
  const target = scope.model(relation.model);
  if (target === null) return null;
  const toField = scope.refersElsewhere(relation.model, relation.toField)
    ? `, ${JSON.stringify(relation.toField)}`
    : "";
  const type = `${scope.package(FORWARD[relation.kind])}<${target}${toField}>`;
  return nullable && !MANY.has(relation.kind) ? `${type} | null` : type;
}

function reverseRelation(relation: ReverseRelationDescription, scope: ModuleScope): string | null {
  const target = scope.model(relation.model);
  if (target === null) return null;
  const type = `${scope.package(REVERSE[relation.kind])}<${target}>`;
  // The row at the other end of a one-to-one field need not be there.
  return relation.kind === "oneToOne" ? `${type} | null` : type;
}

/** Managers of related rows by the attributes that instances have, and generic foreign keys. */
export function accessorMembers(model: ModelDescription, scope: ModuleScope): Member[] {
  const members = new Map<string, Member>();
  const add = (name: string | null, manager: string, label: string | null): void => {
    if (name === null || label === null || members.has(name)) return;
    const target = scope.model(label);
    if (target === null) return;
    members.set(name, { name, type: `${scope.package(manager)}<${target}>`, comment: [] });
  };
  for (const { name, relation } of model.fields) {
    if (relation?.kind === "manyToMany") add(name, "ManyRelatedManager", relation.model);
    if (relation?.kind === "genericRelation") add(name, "RelatedManager", relation.model);
    if (relation?.kind === "genericForeignKey")
      members.set(name, { name, type: scope.package("GenericForeignKey"), comment: [] });
  }
  for (const { accessor, kind, model: label } of model.reverse) {
    if (kind === "oneToMany") add(accessor, "RelatedManager", label);
    if (kind === "manyToMany") add(accessor, "ManyRelatedManager", label);
  }
  return [...members.values()];
}
