import type {
  FieldDescription,
  ModelDescription,
  ReverseRelationDescription,
} from "../../../src/manifest/schema.ts";

/** What a test says of a field; the rest is Django's default. */
export type FieldSpec = Partial<Omit<FieldDescription, "relation">> & {
  readonly internalType: string;
  readonly relation?: Partial<NonNullable<FieldDescription["relation"]>>;
};

export interface ModelSpec {
  readonly fields: Readonly<Record<string, FieldSpec>>;
  readonly ordering?: readonly string[];
  readonly reverse?: readonly ReverseRelationDescription[];
  /** Multi-table parent and the field that links to it. */
  readonly parent?: { readonly model: ModelDescription; readonly link: string };
  /** A proxy of this model. */
  readonly proxyOf?: ModelDescription;
  readonly managers?: ModelDescription["managers"];
}

/** A model of the manifest, in the few words that a test needs. */
export function describeModel(label: string, spec: ModelSpec): ModelDescription {
  const [appLabel, name] = label.split(".") as [string, string];
  const inherited = spec.parent?.model.fields ?? spec.proxyOf?.fields ?? [];
  const own = Object.entries(spec.fields).map(([fieldName, field]) => describeField(label, fieldName, field));
  const fields = [...inherited, ...own];
  const pk = own.find((field) => field.primaryKey) ?? fields.find((field) => field.primaryKey);
  return {
    label,
    appLabel,
    name,
    modelName: name.toLowerCase(),
    module: `${appLabel}.models`,
    table: spec.proxyOf?.table ?? `${appLabel}_${name.toLowerCase()}`,
    managed: true,
    proxy: spec.proxyOf !== undefined,
    concreteModel: spec.proxyOf?.label ?? label,
    autoCreated: false,
    swappable: null,
    swapped: null,
    parents:
      spec.parent === undefined
        ? spec.proxyOf === undefined
          ? []
          : [{ model: spec.proxyOf.label, link: null }]
        : [{ model: spec.parent.model.label, link: spec.parent.link }],
    pk: [pk?.name ?? "id"],
    fields,
    reverse: [...(spec.parent?.model.reverse ?? spec.proxyOf?.reverse ?? []), ...(spec.reverse ?? [])],
    ordering: [...(spec.ordering ?? [])],
    getLatestBy: [],
    uniqueTogether: [],
    constraints: [],
    verboseName: name.toLowerCase(),
    verboseNamePlural: `${name.toLowerCase()}s`,
    managers: [...(spec.managers ?? [PLAIN_MANAGER])],
    defaultManager: "objects",
    baseManager: null,
    hooks: { save: null, delete: null, clean: null, queryset: {}, m2mChanged: {} },
    database: { read: "default", write: "default" },
  };
}

const PLAIN_MANAGER: ModelDescription["managers"][number] = {
  name: "objects",
  className: "django.db.models.manager.Manager",
  querysetClassName: "django.db.models.query.QuerySet",
  default: true,
  filter: { kind: "none" },
};

function describeField(model: string, name: string, spec: FieldSpec): FieldDescription {
  const relation = spec.relation;
  const holdsKey = relation?.kind === "foreignKey" || relation?.kind === "oneToOne";
  const attname = spec.attname ?? (holdsKey ? `${name}_id` : name);
  return {
    name,
    attname,
    column: relation !== undefined && !holdsKey ? null : attname,
    model,
    className: `django.db.models.fields.${spec.internalType}`,
    dbType: null,
    primaryKey: false,
    null: false,
    blank: false,
    unique: (spec.primaryKey ?? false) || relation?.kind === "oneToOne",
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
    verboseName: name,
    helpText: "",
    uniqueForDate: null,
    uniqueForMonth: null,
    uniqueForYear: null,
    overrides: [],
    baseField: null,
    ...spec,
    relation: relation === undefined ? null : { ...NO_RELATION, ...relation },
  };
}

const NO_RELATION: NonNullable<FieldDescription["relation"]> = {
  kind: "foreignKey",
  model: null,
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
};
