import type { ErrorDetail } from "../../errors/api.ts";
import type { ConstraintKind, IntegrityError } from "../../errors/database.ts";
import { ProtectedError, RestrictedError } from "../../errors/write.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { modelMeta } from "../../orm/runtime.ts";
import { indexFields } from "./index-fields.ts";

type Data = Readonly<Record<string, unknown>>;

/** What a constraint refused, in Django's words, with the places of the columns that it is about. */
export function constraintDetails(
  meta: ModelMeta,
  error: IntegrityError,
  data: Data,
  loc: readonly (string | number)[],
): ErrorDetail[] {
  if (error instanceof ProtectedError || error instanceof RestrictedError)
    return [{ type: error.code.toLowerCase(), loc: [...loc], msg: error.message, input: null }];
  const fields = constraintFields(meta, error);
  const message = messageOf(meta, error, fields);
  const detail = { type: TYPES[error.kind], msg: message };
  const [only] = fields;
  // Several columns together: no single one of them is wrong.
  if (only === undefined || fields.length > 1)
    return [
      {
        ...detail,
        loc: [...loc],
        input: fields.length === 0 ? data : pick(data, fields),
        ...(fields.length > 1 && { ctx: { fields: fields.map(({ attname }) => attname) } }),
      },
    ];
  return [{ ...detail, loc: [...loc, only.attname], input: data[only.attname] ?? null }];
}

const TYPES: Readonly<Record<ConstraintKind, string>> = {
  unique: "unique",
  exclusion: "exclusion",
  foreignKey: "foreign_key",
  check: "check",
  notNull: "null",
  unknown: "constraint",
};

/** Columns that the database names; else those of the model's constraint, or unique index, of its name. */
function constraintFields(meta: ModelMeta, error: IntegrityError): readonly FieldDescription[] {
  const { kind, columns, constraint, table } = error;
  if (table !== null && !tables(meta).has(table)) {
    // Rows between two models are a field of the one that has it.
    const many = meta.description.fields.find(({ relation }) => throughTable(relation) === table);
    return many === undefined || kind !== "foreignKey" ? [] : [many];
  }
  const declared = meta.description.constraints.find(({ name }) => name === constraint);
  const named =
    columns.length > 0
      ? columns.map((column) => meta.concreteFields.find((field) => field.column === column))
      : declared === undefined && kind === "unique" && constraint !== null
        ? indexFields(meta, constraint)
        : (declared?.fields ?? []).map((name) => meta.field(name));
  return named.filter((field) => field !== undefined);
}

/** The model's own table, and those of its parents. */
function tables(meta: ModelMeta): ReadonlySet<string> {
  return new Set(meta.concreteFields.map(({ model }) => modelMeta(model).description.table));
}

function throughTable(relation: FieldDescription["relation"]): string | null {
  return relation?.through === null || relation === null
    ? null
    : modelMeta(relation.through).description.table;
}

/** The constraint's own `violation_error_message`; else what Django says of its kind. */
function messageOf(
  meta: ModelMeta,
  { kind, constraint }: IntegrityError,
  fields: readonly FieldDescription[],
): string {
  const declared = meta.description.constraints.find(({ name }) => name === constraint);
  if (declared?.message) return declared.message.replaceAll("%(name)s", declared.name);
  const labels = andList(fields.map(({ verboseName }) => capitalized(verboseName)));
  switch (kind) {
    case "unique":
      return labels === ""
        ? "A row like this already exists."
        : `${capitalized(meta.description.verboseName)} with this ${labels} already exists.`;
    case "notNull":
      return "This field cannot be null.";
    case "foreignKey":
      return labels === "" || fields.some(({ column }) => column === null)
        ? "A row that this refers to does not exist."
        : `${labels} does not exist.`;
    case "check":
    case "exclusion":
    case "unknown":
      return constraint === null ? "A constraint is violated." : `Constraint “${constraint}” is violated.`;
  }
}

/** `django.utils.text.get_text_list` with "and". */
function andList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `django.utils.text.capfirst`. */
function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pick(data: Data, fields: readonly FieldDescription[]): Data {
  return Object.fromEntries(fields.map(({ attname }) => [attname, data[attname] ?? null]));
}
