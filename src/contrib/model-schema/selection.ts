import { ModelSchemaError } from "../../errors/model-schema.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import type { AnyOptions } from "./options.ts";

/** What the options name, as the model has it. */
export interface Selection {
  readonly columns: readonly FieldDescription[];
  /** Many-to-many fields, as lists of keys. */
  readonly manyToMany: readonly FieldDescription[];
}

/**
 * The fields that `fields` or `exclude` stand for.
 * @throws ModelSchemaError a name is none, or neither option is there.
 */
export function select(meta: ModelMeta, { fields, exclude }: AnyOptions): Selection {
  if (fields !== undefined && exclude !== undefined)
    throw new ModelSchemaError(`modelSchema(${meta.description.name}): give either fields or exclude.`);
  if (Array.isArray(fields)) return split(named(meta, fields as readonly string[]));
  const isAll = fields === "__all__";
  if (fields === undefined ? exclude === undefined : !isAll)
    throw new ModelSchemaError(
      `modelSchema(${meta.description.name}): say which fields: { fields: [...] }, { exclude: [...] } or ` +
        `{ fields: "__all__" }.`,
    );
  const left = new Set(named(meta, exclude ?? []));
  return { columns: meta.concreteFields.filter((field) => !left.has(field)), manyToMany: [] };
}

/**
 * Fields by name or attname.
 * @throws ModelSchemaError
 */
export function named(meta: ModelMeta, names: readonly string[]): FieldDescription[] {
  return names.map((name) => {
    const field = name === "pk" ? undefined : meta.field(name);
    if (field !== undefined && (field.column !== null || field.relation?.kind === "manyToMany")) return field;
    const choices = meta.description.fields
      .filter(({ column, relation }) => column !== null || relation?.kind === "manyToMany")
      .map((choice) => choice.name);
    throw new ModelSchemaError(
      `modelSchema(${meta.description.name}): ${meta.label} has no field "${name}". Choices are: ${choices.join(", ")}.`,
    );
  });
}

function split(fields: readonly FieldDescription[]): Selection {
  return {
    columns: fields.filter((field) => field.column !== null),
    manyToMany: fields.filter((field) => field.column === null),
  };
}
