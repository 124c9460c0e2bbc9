import { FieldError, QueryError } from "../../errors/query.ts";
import type { FieldDescription, FieldRelation, ReverseRelationDescription } from "../../manifest/schema.ts";
import type { RelatedEnd } from "../expressions/column.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import type { ModelMeta, ModelRegistry } from "../meta.ts";
import type { InstanceValue } from "./tree.ts";
import { INSTANCE_MODEL, isInstance } from "./tree.ts";

/** How two tables are joined: one direction of one relation (Django's `join_field`). */
export interface JoinField {
  /** The same for every join along this relation in this direction. */
  readonly id: string;
  /** The field that declares the relation, on whichever side. */
  readonly declared: FieldDescription;
  /** From the side that declares it. */
  readonly forward: boolean;
  /** There may be no row at the other end. */
  readonly nullable: boolean;
  /** The column in the table that we come from, and in the one that is joined. */
  readonly own: FieldDescription;
  readonly other: FieldDescription;
  /** A generic relation: the column that says which model, on which side, and the model it must say. */
  readonly contentType: {
    readonly field: FieldDescription;
    readonly side: "own" | "other";
    readonly model: ModelMeta;
  } | null;
}

/** One step along a path of relations (Django's `PathInfo`). */
export interface PathStep {
  readonly to: ModelMeta;
  /** The field there that the column before the step equals. */
  readonly target: FieldDescription;
  readonly join: JoinField;
  /** May lead to several rows. */
  readonly many: boolean;
  /** The column before the step has the target's value: a join that only reads the target can be left out. */
  readonly direct: boolean;
}

/** Where relations of a project lead to. */
export class Relations {
  readonly registry: ModelRegistry;

  constructor(registry: ModelRegistry) {
    this.registry = registry;
  }

  model(label: string): ModelMeta {
    const meta = this.registry.get(label);
    if (meta === undefined) throw new NotCompilable(`The model ${label} is not in the manifest.`);
    return meta;
  }

  concrete(meta: ModelMeta): ModelMeta {
    return meta.description.concreteModel === meta.label ? meta : this.model(meta.description.concreteModel);
  }

  field(meta: ModelMeta, name: string): FieldDescription {
    const field = meta.field(name);
    if (field === undefined) throw new FieldError(`${meta.label} has no field named '${name}'`);
    return field;
  }

  pk(meta: ModelMeta): FieldDescription {
    if (meta.description.pk.length > 1) throw new NotCompilable(`${meta.label} has a composite primary key.`);
    return meta.pk;
  }

  /** The field that decodes a column: for a foreign key, the one at its end. */
  valueField(field: FieldDescription): FieldDescription {
    let end = field;
    while (end.relation?.model && end.relation.toField !== null && end.column !== null)
      end = this.field(this.model(end.relation.model), end.relation.toField);
    return end;
  }

  /** Steps of a relation that `meta` declares; undefined: the field is no relation. */
  forward(meta: ModelMeta, field: FieldDescription): readonly PathStep[] | undefined {
    switch (field.relation?.kind) {
      case undefined:
        return undefined;
      case "foreignKey":
      case "oneToOne":
        return [this.foreignKey(field)];
      case "manyToMany":
        return this.manyToMany(field, true);
      case "genericRelation":
        return [this.generic(meta, field)];
      case "genericForeignKey":
        throw new FieldError(
          `Field '${field.name}' does not generate an automatic reverse relation and therefore cannot be used ` +
            "for reverse querying. If it is a GenericForeignKey, consider adding a GenericRelation.",
        );
    }
  }

  /** Steps of a relation that another model declares, and the model that it points to (a parent, under inheritance). */
  reverse(relation: ReverseRelationDescription): { steps: readonly PathStep[]; target: ModelMeta } {
    const declarer = this.model(relation.model);
    const field = this.field(declarer, relation.field);
    const target = this.concrete(this.model(field.relation?.model as string));
    switch (field.relation?.kind) {
      case "manyToMany":
        return { steps: this.manyToMany(field, false), target };
      case "genericRelation":
        return { steps: [this.genericReverse(declarer, field)], target };
      default:
        return { steps: [this.foreignKeyReverse(field)], target };
    }
  }

  /** Steps from a model to the ancestor whose table has a field; none for a proxy and its concrete model. */
  toParent(meta: ModelMeta, ancestor: ModelMeta): readonly PathStep[] {
    const chain = this.parentChain(meta, ancestor) ?? [];
    return chain.flatMap(({ link }) => (link === null ? [] : [this.foreignKey(link)]));
  }

  /** The models between a model and its ancestor, the ancestor last, with the field that links each; null: no ancestor. */
  parentChain(
    meta: ModelMeta,
    ancestor: ModelMeta,
  ): readonly { readonly model: ModelMeta; readonly link: FieldDescription | null }[] | null {
    if (meta === ancestor) return [];
    for (const parent of meta.description.parents) {
      const link = parent.link === null ? null : this.field(meta, parent.link);
      // A grandparent is listed too; its link is a column of the parent.
      if (link !== null && link.model !== meta.label) continue;
      const model = this.model(parent.model);
      const rest = this.parentChain(model, ancestor);
      if (rest !== null) return [{ model, link }, ...rest];
    }
    return null;
  }

  /** `check_rel_lookup_compatibility`: one is the other, or its ancestor. */
  compatible(one: ModelMeta, other: ModelMeta): boolean {
    const [a, b] = [this.concrete(one), this.concrete(other)];
    return this.parentChain(a, b) !== null || this.parentChain(b, a) !== null;
  }

  /** The end of a path of relations, for lookups that compare with it. */
  end(step: PathStep): RelatedEnd {
    const { to, target } = step;
    return {
      model: to.label,
      target,
      keyOf: (value) => (isInstance(value) ? this.instanceKey(value, to, target) : value),
    };
  }

  /** The value of a foreign key that is assigned: an instance stands for its key (`prepare_database_save`). */
  keyReader(field: FieldDescription): (value: unknown) => unknown {
    const to = this.model(field.relation?.model as string);
    const target = this.field(to, field.relation?.toField as string);
    return (value) => (isInstance(value) ? this.instanceKey(value, to, target) : value);
  }

  /** `get_normalized_value` in django/db/models/fields/related_lookups.py. */
  private instanceKey(instance: InstanceValue, to: ModelMeta, target: FieldDescription): unknown {
    const meta = this.model(instance[INSTANCE_MODEL]);
    if (!this.compatible(meta, to))
      throw new QueryError(
        `Cannot query with a "${meta.description.name}" instance: Must be "${to.description.name}" instance.`,
      );
    const { attname } = meta.field(target.attname) ?? this.pk(meta);
    const key: unknown = (instance as unknown as Readonly<Record<string, unknown>>)[attname];
    if (key === null || key === undefined)
      throw new QueryError("Model instances passed to related filters must be saved.");
    return key;
  }

  private foreignKey(field: FieldDescription): PathStep {
    const to = this.model(field.relation?.model as string);
    const target = this.field(to, field.relation?.toField as string);
    return {
      to,
      target,
      join: {
        id: `${field.model}.${field.name}>`,
        declared: field,
        forward: true,
        nullable: field.null,
        own: field,
        other: target,
        contentType: null,
      },
      many: false,
      direct: true,
    };
  }

  private foreignKeyReverse(field: FieldDescription): PathStep {
    const to = this.model(field.model);
    const target = this.field(this.model(field.relation?.model as string), field.relation?.toField as string);
    return {
      to,
      target: this.pk(to),
      join: {
        id: `${field.model}.${field.name}<`,
        declared: field,
        forward: false,
        nullable: true,
        own: target,
        other: field,
        contentType: null,
      },
      many: !field.unique,
      direct: false,
    };
  }

  private manyToMany(field: FieldDescription, forward: boolean): readonly PathStep[] {
    const through = this.model(field.relation?.through as string);
    const [here, there] = (field.relation as FieldRelation).throughFields as [string, string];
    const [first, second] = (forward ? [here, there] : [there, here]).map((name) =>
      this.field(through, name),
    );
    const [into, out] = [
      this.foreignKeyReverse(first as FieldDescription),
      this.foreignKey(second as FieldDescription),
    ];
    // A through model may inherit one of its keys.
    const between =
      into.to === this.model(out.join.own.model)
        ? []
        : this.toParent(into.to, this.model(out.join.own.model));
    return [into, ...between, out];
  }

  private generic(meta: ModelMeta, field: FieldDescription): PathStep {
    const to = this.model(field.relation?.model as string);
    const objectId = this.field(to, field.relation?.objectIdField as string);
    if (objectId.model !== this.concrete(to).label)
      throw new NotCompilable("A generic relation whose object id is in a parent's table.");
    return {
      to,
      target: this.pk(to),
      join: {
        id: `${field.model}.${field.name}<`,
        declared: field,
        forward: false,
        nullable: true,
        own: this.pk(meta),
        other: objectId,
        contentType: this.contentType(to, field, "other"),
      },
      many: true,
      direct: false,
    };
  }

  private genericReverse(declarer: ModelMeta, field: FieldDescription): PathStep {
    const holder = this.model(field.relation?.model as string);
    return {
      to: declarer,
      target: this.pk(declarer),
      join: {
        id: `${field.model}.${field.name}>`,
        declared: field,
        forward: true,
        nullable: true,
        own: this.field(holder, field.relation?.objectIdField as string),
        other: this.pk(declarer),
        contentType: this.contentType(holder, field, "own"),
      },
      many: false,
      direct: false,
    };
  }

  private contentType(
    holder: ModelMeta,
    field: FieldDescription,
    side: "own" | "other",
  ): NonNullable<JoinField["contentType"]> {
    return {
      field: this.field(holder, field.relation?.contentTypeField as string),
      side,
      // `for_concrete_model`, GenericRelation's default.
      model: this.concrete(this.model(field.model)),
    };
  }
}
