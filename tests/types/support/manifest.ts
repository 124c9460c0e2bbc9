import { manifestSchema } from "../../../src/manifest/schema.ts";
import type {
  FieldDescription,
  FieldRelation,
  Manifest,
  ManagerDescription,
  ModelDescription,
  ReverseRelationDescription,
} from "../../../src/manifest/schema.ts";

// A manifest by hand: what a test is about is written down, the rest is what Django has by default.

export function field(
  name: string,
  internalType: string,
  more: Partial<FieldDescription> = {},
): FieldDescription {
  return {
    name,
    attname: name,
    column: name,
    model: "",
    internalType,
    className: `django.db.models.fields.${internalType}`,
    dbType: null,
    primaryKey: false,
    null: false,
    blank: false,
    unique: false,
    editable: true,
    maxLength: null,
    maxDigits: null,
    decimalPlaces: null,
    choices: null,
    default: { kind: "none" },
    dbDefault: false,
    autoNow: false,
    autoNowAdd: false,
    generated: false,
    uploadTo: null,
    validators: [],
    verboseName: name.replaceAll("_", " "),
    helpText: "",
    uniqueForDate: null,
    uniqueForMonth: null,
    uniqueForYear: null,
    overrides: [],
    relation: null,
    baseField: null,
    ...more,
  };
}

export const id = field("id", "BigAutoField", { primaryKey: true, unique: true, blank: true });

export function relation(
  kind: FieldRelation["kind"],
  model: string | null,
  more: Partial<FieldRelation> = {},
): FieldRelation {
  return {
    kind,
    model,
    toField: null,
    onDelete: null,
    accessor: null,
    queryName: null,
    parentLink: false,
    dbConstraint: true,
    symmetrical: false,
    through: null,
    throughFields: null,
    autoCreatedThrough: false,
    contentTypeField: null,
    objectIdField: null,
    ...more,
  };
}

export function foreignKey(
  name: string,
  model: string,
  more: Partial<FieldDescription> = {},
  target: Partial<FieldRelation> = {},
): FieldDescription {
  return field(name, "ForeignKey", {
    attname: `${name}_id`,
    column: `${name}_id`,
    className: "django.db.models.fields.related.ForeignKey",
    relation: relation("foreignKey", model, { toField: "id", onDelete: "CASCADE", ...target }),
    ...more,
  });
}

export function manyToMany(name: string, model: string, more: Partial<FieldRelation> = {}): FieldDescription {
  return field(name, "ManyToManyField", {
    column: null,
    className: "django.db.models.fields.related.ManyToManyField",
    relation: relation("manyToMany", model, more),
  });
}

export function reverse(
  kind: ReverseRelationDescription["kind"],
  model: string,
  name: string,
  names: { readonly accessor: string | null; readonly queryName: string | null },
): ReverseRelationDescription {
  return { kind, model, field: name, ...names };
}

export function manager(name: string, more: Partial<ManagerDescription> = {}): ManagerDescription {
  return {
    name,
    className: "django.db.models.manager.Manager",
    querysetClassName: "django.db.models.query.QuerySet",
    default: name === "objects",
    filter: { kind: "none" },
    ...more,
  };
}

export function model(label: string, more: Partial<ModelDescription> = {}): ModelDescription {
  const [appLabel = "", name = ""] = label.split(".");
  return {
    label,
    appLabel,
    name,
    modelName: name.toLowerCase(),
    module: `${appLabel}.models`,
    table: `${appLabel}_${name.toLowerCase()}`,
    managed: true,
    proxy: false,
    concreteModel: label,
    autoCreated: false,
    swappable: null,
    swapped: null,
    parents: [],
    pk: ["id"],
    fields: [id],
    reverse: [],
    ordering: [],
    getLatestBy: [],
    uniqueTogether: [],
    constraints: [],
    verboseName: name.toLowerCase(),
    verboseNamePlural: `${name.toLowerCase()}s`,
    managers: [manager("objects")],
    defaultManager: "objects",
    baseManager: null,
    hooks: { save: null, delete: null, clean: null, queryset: {}, m2mChanged: {} },
    database: { read: "default", write: "default" },
    ...more,
  };
}

/** A whole manifest, checked by its schema, so that the fixtures cannot be what Python would never print. */
export function manifest(
  models: readonly ModelDescription[],
  settings: Manifest["settings"] = { USE_TZ: true },
): Manifest {
  const labels = [...new Set(models.map((described) => described.appLabel))];
  return manifestSchema.parse({
    version: 1,
    generator: { django: "5.2", python: "3.12", package: "0.1.0" },
    settingsModule: "project.settings",
    baseDir: "/project",
    settings,
    databases: {},
    apps: labels.map((label) => ({
      label,
      name: label,
      verboseName: label,
      path: `/project/${label}`,
      local: true,
    })),
    models,
    urls: [],
    warnings: [],
  });
}
