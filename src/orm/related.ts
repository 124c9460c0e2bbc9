import { FieldError } from "../errors/query.ts";
import type { ModelMeta, ModelRegistry } from "./meta.ts";

/** Where an attribute of an instance leads to. */
export type RelatedAccess =
  /** A foreign key, forward; `back`: the attribute there that leads here, where one row can only. */
  | {
      readonly kind: "forward";
      readonly accessor: string;
      readonly model: string;
      readonly attname: string;
      readonly target: string;
      readonly back: string | null;
    }
  /** Rows of another model whose foreign key `field` (column `attname`) has this one's `target`. */
  | {
      readonly kind: "reverseOne" | "reverseMany";
      readonly accessor: string;
      readonly model: string;
      readonly field: string;
      readonly attname: string;
      readonly target: string;
    }
  /** Many-to-many: by the lookup name `query` from there to here, or by the through model when it has none. */
  | {
      readonly kind: "manyToMany";
      readonly accessor: string;
      readonly model: string;
      readonly query: string | null;
      readonly through: string;
      readonly throughSource: string;
      readonly throughTarget: string;
      readonly target: string;
    }
  /** A GenericRelation: rows of another model that name this one by content type and key. */
  | {
      readonly kind: "generic";
      readonly accessor: string;
      readonly model: string;
      readonly contentTypeField: string;
      readonly objectIdField: string;
      readonly target: string;
    }
  /** A GenericForeignKey: the row that content type and key name. */
  | {
      readonly kind: "genericForward";
      readonly accessor: string;
      readonly contentTypeField: string;
      readonly objectIdField: string;
    };

/** What an attribute of a model's instances leads to; undefined: it is no relation. */
export function relatedAccess(
  meta: ModelMeta,
  accessor: string,
  registry: ModelRegistry,
): RelatedAccess | undefined {
  return (
    forwardAccess(meta, accessor, registry) ??
    reverseAccess(meta, accessor, registry) ??
    inheritedAccess(meta, accessor, registry)
  );
}

/** Attributes of a model's instances that lead to others. */
export function relatedAccessors(meta: ModelMeta): readonly string[] {
  const forward = meta.description.fields.filter(({ relation }) => relation !== null).map(({ name }) => name);
  const reverse = meta.description.reverse.map(({ accessor }) => accessor).filter((name) => name !== null);
  return [...new Set([...forward, ...reverse])];
}

/** @throws FieldError in the words of `prefetch_related_objects`. */
export function unknownRelation(meta: ModelMeta, accessor: string): FieldError {
  return new FieldError(
    `Cannot find '${accessor}' on ${meta.description.name} object. Choices are: ${[...relatedAccessors(meta)].sort().join(", ")}.`,
  );
}

function forwardAccess(meta: ModelMeta, name: string, registry: ModelRegistry): RelatedAccess | undefined {
  const field = meta.field(name);
  const relation = field?.relation;
  if (field === undefined || !relation || field.name !== name) return undefined;
  const pk = meta.pk.attname;
  switch (relation.kind) {
    case "foreignKey":
    case "oneToOne":
      if (relation.model === null) return undefined;
      return {
        kind: "forward",
        accessor: name,
        model: relation.model,
        attname: field.attname,
        target: relation.toField ?? registry.get(relation.model)?.pk.attname ?? "id",
        back: relation.kind === "oneToOne" ? relation.accessor : null,
      };
    case "manyToMany": {
      const [throughSource, throughTarget] = relation.throughFields ?? ["", ""];
      if (relation.model === null || relation.through === null) return undefined;
      const { model, queryName: query, through } = relation;
      return {
        kind: "manyToMany",
        accessor: name,
        model,
        query,
        through,
        throughSource,
        throughTarget,
        target: pk,
      };
    }
    case "genericRelation":
      if (relation.model === null) return undefined;
      return {
        kind: "generic",
        accessor: name,
        model: relation.model,
        contentTypeField: relation.contentTypeField ?? "content_type",
        objectIdField: relation.objectIdField ?? "object_id",
        target: pk,
      };
    case "genericForeignKey":
      return {
        kind: "genericForward",
        accessor: name,
        contentTypeField: relation.contentTypeField ?? "content_type",
        objectIdField: relation.objectIdField ?? "object_id",
      };
  }
}

/** A multi-table child has its parent's attributes, that which leads to the child too, which is none of its `_meta`. */
function inheritedAccess(
  meta: ModelMeta,
  accessor: string,
  registry: ModelRegistry,
): RelatedAccess | undefined {
  for (const { model } of meta.description.parents) {
    const parent = registry.get(model);
    const access =
      parent === undefined || parent === meta ? undefined : relatedAccess(parent, accessor, registry);
    if (access !== undefined) return access;
  }
  return undefined;
}

function reverseAccess(
  meta: ModelMeta,
  accessor: string,
  registry: ModelRegistry,
): RelatedAccess | undefined {
  const reverse = meta.reverseAccessor(accessor);
  const field = reverse === undefined ? undefined : registry.get(reverse.model)?.field(reverse.field);
  if (reverse === undefined || !field?.relation) return undefined;
  const { model } = reverse;
  if (reverse.kind === "manyToMany") {
    const [throughTarget, throughSource] = field.relation.throughFields ?? ["", ""];
    return {
      kind: "manyToMany",
      accessor,
      model,
      query: field.name,
      through: field.relation.through ?? "",
      throughSource,
      throughTarget,
      target: meta.pk.attname,
    };
  }
  return {
    kind: reverse.kind === "oneToOne" ? "reverseOne" : "reverseMany",
    accessor,
    model,
    field: field.name,
    attname: field.attname,
    target: field.relation.toField ?? meta.pk.attname,
  };
}
