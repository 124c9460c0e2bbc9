import { WriteError } from "../../errors/write.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { attribute } from "../instance.ts";
import type { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { isInstance } from "../query/tree.ts";
import { fieldDefault } from "./field-default.ts";

/** Values by attname, by the name of a relation, or "pk". */
export type GivenValues = Readonly<Record<string, unknown>>;

/**
 * `Model.__init__`: gives an instance its columns, defaults where nothing is given.
 * @throws WriteError a name that the model does not have
 */
export function fillInstance(instance: ModelInstance, meta: ModelMeta, given: GivenValues): void {
  const left = new Set(Object.keys(given));
  const take = (name: string): boolean => left.delete(name) && given[name] !== undefined;
  const pk = meta.description.pk.length === 1 && take("pk") ? given["pk"] : undefined;
  for (const field of meta.concreteFields) {
    const values = instance as unknown as Record<string, unknown>;
    if (field.relation !== null && take(field.name)) {
      left.delete(field.attname);
      // An own property first: the accessor's setter writes it.
      values[field.attname] = null;
      setForeignKey(instance, field, given[field.name]);
    } else if (take(field.attname)) values[field.attname] = given[field.attname];
    else values[field.attname] = field.primaryKey && pk !== undefined ? pk : fieldDefault(field);
  }
  for (const name of left) {
    const field = meta.field(name);
    if (given[name] === undefined && field !== undefined) continue;
    if (field?.relation?.kind !== "genericForeignKey") throw unexpected(meta, left);
    Object.assign(instance, { [name]: given[name] });
  }
}

/** A foreign key by an instance, or by the key's value under the relation's name, which Django refuses and we do too. */
export function setForeignKey(instance: ModelInstance, field: FieldDescription, value: unknown): void {
  if (value !== null && !isInstance(value))
    throw new WriteError(
      `Cannot assign a ${typeof value}: "${instance.constructor.name}.${field.name}" must be a row of ` +
        `${field.relation?.model}. For its key, write ${field.attname}.`,
    );
  Object.assign(instance, { [field.name]: value });
}

/** The values of loaded columns by attname. */
export function columnValues(
  instance: ModelInstance,
  fields: readonly FieldDescription[],
): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ attname }) => [attname, attribute(instance, attname)]));
}

function unexpected({ description }: ModelMeta, names: ReadonlySet<string>): WriteError {
  const many = description.fields.find(
    ({ name, relation }) => names.has(name) && relation?.kind === "manyToMany",
  );
  if (many !== undefined)
    return new WriteError(
      `Direct assignment to the forward side of a many-to-many set is prohibited. Use ${many.name}.set() instead.`,
    );
  const list = [...names].map((name) => `'${name}'`).join(", ");
  return new WriteError(`${description.name}() got unexpected keyword arguments: ${list}`);
}
