import { z } from "zod";
import { functionsDescription } from "./functions.ts";

/**
 * The manifest: a Django project as data. `python -m django_fastapi manifest` prints it, this schema checks it on
 * arrival, `snapshot` writes it to a file. It holds no secret: keys, passwords and database addresses travel apart
 * (see `Secrets`). Names are Django's own, in camelCase.
 */
export const MANIFEST_VERSION = 1;

const wireValue = z.json();

/** What a field has when nothing is given (`Field.default`). */
const fieldDefault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  /** A literal, in wire form. */
  z.strictObject({ kind: z.literal("value"), value: wireValue }),
  /** A callable known by its dotted name: "django.utils.timezone.now", "uuid.uuid4", "builtins.dict", "builtins.list" ... */
  z.strictObject({ kind: z.literal("callable"), name: z.string() }),
  /** Any other callable: only Python can compute it. */
  z.strictObject({ kind: z.literal("python"), name: z.string() }),
]);

const validator = z.strictObject({
  /** Dotted class or function: "django.core.validators.MinValueValidator". */
  name: z.string(),
  /** limit_value, regex, flags, inverse_match, allowlist, max_digits ... in wire form; what has none is left out. */
  args: z.record(z.string(), wireValue),
  code: z.string().nullable(),
  message: z.string().nullable(),
});

export const ON_DELETE = [
  "CASCADE",
  "PROTECT",
  "RESTRICT",
  "SET_NULL",
  "SET_DEFAULT",
  "DO_NOTHING",
  "DB_CASCADE",
  "DB_SET_NULL",
  "DB_SET_DEFAULT",
  "SET",
  "python",
] as const;

const fieldRelation = z.strictObject({
  kind: z.enum(["foreignKey", "oneToOne", "manyToMany", "genericForeignKey", "genericRelation"]),
  /** Label of the model at the other end ("catalog.Author"); null for a GenericForeignKey. */
  model: z.string().nullable(),
  /** attname of the field at the other end that a foreign key holds; null for many-to-many and generic ones. */
  toField: z.string().nullable(),
  onDelete: z.enum(ON_DELETE).nullable(),
  /** Attribute on the other model's instances ("books", "book_set"); null when hidden (related_name="+"). */
  accessor: z.string().nullable(),
  /** Name in lookups from the other model ("book", or related_query_name); null when hidden. */
  queryName: z.string().nullable(),
  parentLink: z.boolean(),
  dbConstraint: z.boolean(),
  symmetrical: z.boolean(),
  /** Many-to-many: label of the through model, and the names of its foreign keys to this model and to the other. */
  through: z.string().nullable(),
  throughFields: z.tuple([z.string(), z.string()]).nullable(),
  autoCreatedThrough: z.boolean(),
  /** Generic relations: names of the content type and object id fields (on the model that holds them). */
  contentTypeField: z.string().nullable(),
  objectIdField: z.string().nullable(),
});

export interface FieldDescription extends z.infer<typeof fieldBase> {
  /** ArrayField and range fields: what one element is. */
  readonly baseField: FieldDescription | null;
}

const fieldBase = z.strictObject({
  name: z.string(),
  attname: z.string(),
  /** Null: no column (many-to-many, generic relations). */
  column: z.string().nullable(),
  /** Label of the model whose table has the column: another one than the model's own in multi-table inheritance. */
  model: z.string(),
  /** `Field.get_internal_type()`: "CharField", "ForeignKey"; what decides column and value. */
  internalType: z.string(),
  /** Dotted class of the field: "django.db.models.fields.SlugField". */
  className: z.string(),
  /** Column type on the model's database, as `Field.db_type()` says. */
  dbType: z.string().nullable(),
  primaryKey: z.boolean(),
  null: z.boolean(),
  blank: z.boolean(),
  unique: z.boolean(),
  editable: z.boolean(),
  maxLength: z.int().nullable(),
  maxDigits: z.int().nullable(),
  decimalPlaces: z.int().nullable(),
  /** Flattened choices: [value, label]. */
  choices: z.array(z.tuple([wireValue, z.string()])).nullable(),
  default: fieldDefault,
  /** `db_default` is set: the database fills the column when it is left out. */
  dbDefault: z.boolean(),
  autoNow: z.boolean(),
  autoNowAdd: z.boolean(),
  /** GeneratedField: computed by the database, never written. */
  generated: z.boolean(),
  /** File fields: `upload_to` when it is a literal. */
  uploadTo: z.string().nullable(),
  validators: z.array(validator),
  verboseName: z.string(),
  helpText: z.string(),
  /** unique_for_date and its family: names of the date fields. */
  uniqueForDate: z.string().nullable(),
  uniqueForMonth: z.string().nullable(),
  uniqueForYear: z.string().nullable(),
  /**
   * A custom field that overrides how values are converted (from_db_value, get_prep_value, to_python ...): the
   * names it overrides. Its values are raw `unknown` until a type is registered for `className`.
   */
  overrides: z.array(z.string()),
  relation: fieldRelation.nullable(),
});

const field: z.ZodType<FieldDescription> = fieldBase.extend({
  get baseField(): z.ZodType<FieldDescription | null> {
    return z.nullable(field);
  },
}) as unknown as z.ZodType<FieldDescription>;

/** A relation seen from its other end (`Model._meta.related_objects`, hidden ones too: a deletion follows those). */
const reverseRelation = z.strictObject({
  /** Name in lookups ("book", "reviews"); null when hidden. */
  queryName: z.string().nullable(),
  /** Attribute on instances ("book_set", "reviews"); null when hidden. */
  accessor: z.string().nullable(),
  kind: z.enum(["oneToMany", "oneToOne", "manyToMany"]),
  /** The model that declares the field, and the field's name on it. */
  model: z.string(),
  field: z.string(),
});

/** The WHERE that a manager's `get_queryset()` adds, if it is always the same. */
const managerFilter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  /** The operations that stand for it (filter, exclude, orderBy, selectRelated ...), in the tree's JSON form. */
  z.strictObject({ kind: z.literal("operations"), operations: z.array(wireValue) }),
  z.strictObject({ kind: z.literal("python"), reason: z.string() }),
]);

const manager = z.strictObject({
  name: z.string(),
  className: z.string(),
  querysetClassName: z.string(),
  default: z.boolean(),
  filter: managerFilter,
});

/** Why a write of this model must run in Python, by kind of write; null: it need not. The text names the cause. */
const writeHooks = z.strictObject({
  /** save(), save_base(), pre_save/post_save receivers, a custom field's pre_save. */
  save: z.string().nullable(),
  /** delete(), pre_delete/post_delete receivers; a cascade's own models are looked up separately. */
  delete: z.string().nullable(),
  /** clean() and what else validates rows: overridden methods, checks and conditions, messages of the project's own. */
  clean: z.string().nullable(),
  /** QuerySet methods that are overridden, by Django's name ("update", "delete", "create", "bulk_create", "get_or_create" ...), for each manager by name. */
  queryset: z.record(z.string(), z.record(z.string(), z.string())),
  /** m2m_changed receivers by many-to-many field name. */
  m2mChanged: z.record(z.string(), z.string()),
});

const constraint = z.strictObject({
  name: z.string(),
  kind: z.enum(["unique", "check", "exclusion", "other"]),
  /** Field names of a unique constraint over plain fields; empty for expressions. */
  fields: z.array(z.string()),
  conditional: z.boolean(),
  message: z.string().nullable(),
});

export const modelDescription = z.strictObject({
  /** "catalog.Book" */
  label: z.string(),
  appLabel: z.string(),
  /** "Book" */
  name: z.string(),
  /** "book", as in permissions and content types. */
  modelName: z.string(),
  /** Dotted Python module. */
  module: z.string(),
  table: z.string(),
  managed: z.boolean(),
  proxy: z.boolean(),
  /** Label of the concrete model a proxy stands for; its own label otherwise. */
  concreteModel: z.string(),
  /** Auto-created many-to-many through model. */
  autoCreated: z.boolean(),
  /** `Meta.swappable` setting's name ("AUTH_USER_MODEL"), and by which model it is swapped out. */
  swappable: z.string().nullable(),
  swapped: z.string().nullable(),
  /** Multi-table parents, nearest first: the parent's label and the name of the link field (null in proxies). */
  parents: z.array(z.strictObject({ model: z.string(), link: z.string().nullable() })),
  /** Name of the primary key field; several names for a CompositePrimaryKey. */
  pk: z.array(z.string()).min(1),
  /** Concrete fields in `_meta.fields` order, inherited ones included; then many-to-many and private (generic) ones. */
  fields: z.array(field),
  reverse: z.array(reverseRelation),
  /** `Meta.ordering`: names as they are; expressions in the tree's JSON form. */
  ordering: z.array(wireValue),
  getLatestBy: z.array(z.string()),
  uniqueTogether: z.array(z.array(z.string())),
  constraints: z.array(constraint),
  verboseName: z.string(),
  verboseNamePlural: z.string(),
  managers: z.array(manager),
  defaultManager: z.string(),
  /** Name of the manager that `_base_manager` is, when `Meta.base_manager_name` says; null: a plain one. */
  baseManager: z.string().nullable(),
  hooks: writeHooks,
  /** Database alias for reads and writes, as DATABASE_ROUTERS answer; "python" when the answer is not stable. */
  database: z.strictObject({ read: z.string(), write: z.string() }),
});

const appDescription = z.strictObject({
  label: z.string(),
  /** Dotted name, as in INSTALLED_APPS. */
  name: z.string(),
  verboseName: z.string(),
  /** Folder of the app's package. */
  path: z.string(),
  /** True for apps inside the project's folder (not in site-packages): whose TypeScript is looked for and generated first. */
  local: z.boolean(),
});

const databaseDescription = z.strictObject({
  /** Dotted engine, as in DATABASES. */
  engine: z.string(),
  /** `connection.vendor`: "sqlite", "postgresql", "mysql", "oracle" ... */
  vendor: z.string(),
  timeZone: z.string().nullable(),
  atomicRequests: z.boolean(),
  autocommit: z.boolean(),
  /** Seconds; null: for ever. */
  connMaxAge: z.number().nullable(),
});

/** Why something must be asked of Python; null: it need not. */
const reason = z.string().nullable();

/** Users: what of them is Django's own, and what is the project's Python. */
const authDescription = z.strictObject({
  /** AUTH_USER_MODEL's label. */
  userModel: z.string(),
  usernameField: z.string(),
  emailField: z.string().nullable(),
  requiredFields: z.array(z.string()),
  /** The model has the column `last_login`, which logging in sets. */
  lastLogin: z.boolean(),
  /** Where `is_active` comes from: a column, AbstractBaseUser's constant, or code. */
  isActive: z.enum(["field", "always", "python"]),
  python: z.strictObject({ authenticate: reason, sessionHash: reason, permissions: reason }),
  /** PASSWORD_HASHERS in their order. `className` is the class whose code runs: Django's where a subclass sets other numbers only. */
  hashers: z.array(
    z.strictObject({
      algorithm: z.string(),
      className: z.string(),
      parameters: z.record(z.string(), wireValue),
    }),
  ),
  /** AUTHENTICATION_BACKENDS; "model": as ModelBackend does it, "none": as BaseBackend. */
  backends: z.array(
    z.strictObject({
      path: z.string(),
      authenticate: z.enum(["model", "python"]),
      getUser: z.enum(["model", "python"]),
      permissions: z.enum(["model", "none", "python"]),
      allowsInactive: z.boolean(),
    }),
  ),
  /** Receivers of django.contrib.auth's signals that are not Django's own. */
  receivers: z.strictObject({
    userLoggedIn: z.array(z.string()),
    userLoggedOut: z.array(z.string()),
    userLoginFailed: z.array(z.string()),
  }),
});

/**
 * Settings by Django's own names, in wire form: those of `MANIFEST_SETTINGS` in `django_fastapi/manifest/settings.py`
 * that are set (Django's defaults included), never a secret. Each reader parses its own.
 */
const settings = z.record(z.string(), wireValue);

export const manifestSchema = z.strictObject({
  version: z.literal(MANIFEST_VERSION),
  generator: z.strictObject({ django: z.string(), python: z.string(), package: z.string() }),
  settingsModule: z.string(),
  /** Folder that project paths are relative to: where manage.py is. */
  baseDir: z.string(),
  settings,
  databases: z.record(z.string(), databaseDescription),
  apps: z.array(appDescription),
  models: z.array(modelDescription),
  /** Named URLs that reverse() can build without Python: qualified name -> patterns with their parameters. */
  urls: z.array(
    z.strictObject({
      /** "admin:index", "book-detail" */
      name: z.string(),
      /** "/books/%(pk)s/" as Django's `reverse_dict` has it, with a leading slash. */
      pattern: z.string(),
      parameters: z.array(z.string()),
      /** Converter of each parameter: "int", "slug", "str" ...; null where it is a regular expression. */
      converters: z.record(z.string(), z.string().nullable()),
    }),
  ),
  /** Null or missing: django.contrib.auth is not installed. */
  auth: authDescription.nullish(),
  /** Exposed Python functions. Missing in manifests of before there were any. */
  functions: functionsDescription.optional(),
  /** What cannot be described, told to the developer once: [where, what]. */
  warnings: z.array(z.strictObject({ where: z.string(), message: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ModelDescription = z.infer<typeof modelDescription>;
export type AppDescription = z.infer<typeof appDescription>;
export type DatabaseDescription = z.infer<typeof databaseDescription>;
export type FieldRelation = z.infer<typeof fieldRelation>;
export type ReverseRelationDescription = z.infer<typeof reverseRelation>;
export type ManagerDescription = z.infer<typeof manager>;
export type AuthDescription = z.infer<typeof authDescription>;
export type WriteHooks = z.infer<typeof writeHooks>;
export type OnDelete = (typeof ON_DELETE)[number];

/** What travels on the pipe of its own and is kept in memory only. */
export const secretsSchema = z.strictObject({
  secretKey: z.string(),
  secretKeyFallbacks: z.array(z.string()),
  databases: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      user: z.string(),
      password: z.string(),
      host: z.string(),
      port: z.string(),
      /** DATABASES[...]["OPTIONS"], wire form; what has none (a Python object) is left out. */
      options: z.record(z.string(), wireValue),
    }),
  ),
  /** Keys of SIMPLE_JWT that are set; its signing key defaults to `secretKey`. */
  simpleJwt: z
    .strictObject({ signingKey: z.string().nullable().optional(), verifyingKey: z.string().optional() })
    .optional(),
  /** CACHES with LOCATION, which may hold a password. */
  caches: z.record(z.string(), z.record(z.string(), wireValue)),
});
export type Secrets = z.infer<typeof secretsSchema>;
