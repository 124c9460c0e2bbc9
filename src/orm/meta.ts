import type {
  FieldDescription,
  Manifest,
  ModelDescription,
  ReverseRelationDescription,
} from "../manifest/schema.ts";
import { djangoRules } from "./django-rules.ts";
import type { DjangoRules } from "./django-rules.ts";

/** A model's description with what queries look up by name, built once from the manifest. */
export class ModelMeta {
  readonly description: ModelDescription;
  readonly label: string;
  /** Concrete fields (those with a column), in Django's order. */
  readonly concreteFields: readonly FieldDescription[];
  /** The primary key; the first part of a composite one. */
  readonly pk: FieldDescription;
  private readonly fieldsByName = new Map<string, FieldDescription>();
  private readonly reverseByQueryName = new Map<string, ReverseRelationDescription>();
  /** The way back along a GenericRelation: a name for lookups, hidden from `_meta` (and from "Choices are"). */
  private readonly genericReverse = new Map<string, ReverseRelationDescription>();
  private readonly reverseByAccessor = new Map<string, ReverseRelationDescription>();

  constructor(description: ModelDescription) {
    this.description = description;
    this.label = description.label;
    this.concreteFields = description.fields.filter((field) => field.column !== null);
    for (const field of description.fields) {
      this.fieldsByName.set(field.attname, field);
      this.fieldsByName.set(field.name, field);
    }
    for (const relation of description.reverse) {
      if (relation.queryName !== null) this.reverseByQueryName.set(relation.queryName, relation);
      if (relation.accessor !== null) this.reverseByAccessor.set(relation.accessor, relation);
    }
    const pk = this.fieldsByName.get(description.pk[0] as string);
    if (pk === undefined)
      throw new TypeError(`${description.label} has no field "${description.pk[0]}" (its pk)`);
    this.pk = pk;
  }

  /** A field by name or attname, or "pk". */
  field(name: string): FieldDescription | undefined {
    return name === "pk" ? this.pk : this.fieldsByName.get(name);
  }

  /** A reverse relation by the name that lookups use. */
  reverse(queryName: string): ReverseRelationDescription | undefined {
    return this.reverseByQueryName.get(queryName) ?? this.genericReverse.get(queryName);
  }

  /** Tells the model of a GenericRelation that points to it. */
  addGenericReverse(queryName: string, declarer: string, field: string): void {
    const relation = { queryName, accessor: null, kind: "oneToMany", model: declarer, field } as const;
    this.genericReverse.set(queryName, relation);
  }

  /** A reverse relation by the attribute that instances have. */
  reverseAccessor(accessor: string): ReverseRelationDescription | undefined {
    return this.reverseByAccessor.get(accessor);
  }

  /** What can stand first in a lookup from this model, for error messages: Django's "Choices are". */
  lookupNames(): string[] {
    return [...new Set([...this.fieldsByName.keys(), ...this.reverseByQueryName.keys()])].sort();
  }
}

/** All models of a project by label; "catalog.book" finds "catalog.Book", as in Django. */
export class ModelRegistry {
  readonly models: ReadonlyMap<string, ModelMeta>;
  readonly rules: DjangoRules;
  private readonly byLowerLabel = new Map<string, ModelMeta>();

  constructor(manifest: Pick<Manifest, "models"> & Partial<Pick<Manifest, "generator">>) {
    this.rules = djangoRules(manifest.generator);
    const models = new Map<string, ModelMeta>();
    for (const description of manifest.models) {
      const meta = new ModelMeta(description);
      models.set(meta.label, meta);
      this.byLowerLabel.set(meta.label.toLowerCase(), meta);
    }
    this.models = models;
    for (const { label, description } of models.values())
      for (const { name, model, relation } of description.fields)
        if (relation?.kind === "genericRelation" && relation.queryName !== null && model === label)
          this.get(relation.model ?? "")?.addGenericReverse(relation.queryName, label, name);
  }

  get(label: string): ModelMeta | undefined {
    return this.models.get(label) ?? this.byLowerLabel.get(label.toLowerCase());
  }
}
