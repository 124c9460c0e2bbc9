import { WriteError } from "../../errors/write.ts";
import { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import type { StoredRow } from "../stored-row.ts";
import { isChanged, isLoaded } from "./changes.ts";
import type { ValueDialect } from "./write-fields.ts";

/** One call of save(), its arguments looked at. */
export interface SavePlan {
  readonly instance: ModelInstance;
  readonly meta: ModelMeta;
  readonly alias: string;
  /** attnames of the only columns that may be written (`update_fields`); null: all. */
  readonly named: ReadonlySet<string> | null;
  /** The caller named them: they are written whether they were changed or not. */
  readonly explicit: boolean;
  readonly forceInsert: boolean;
  readonly forceUpdate: boolean;
}

/** What was changed is asked of the row that is written: not of one with another key, or in another database. */
export function comparableRow({ instance, meta, alias }: SavePlan, dialect: ValueDialect): StoredRow | null {
  const stored = ModelInstance.stored(instance);
  if (stored === null || alias !== (ModelInstance.database(instance) ?? meta.description.database.write))
    return null;
  const keys = meta.concreteFields.filter((field) => field.primaryKey && isLoaded(instance, field));
  return keys.some((field) => isChanged(instance, field, stored, dialect)) ? null : stored;
}

/**
 * `update_fields`, or the loaded columns where some are deferred.
 * @throws WriteError a name that is no column
 */
export function plannedFields(
  instance: ModelInstance,
  meta: ModelMeta,
  updateFields: readonly string[] | null,
  forceInsert: boolean,
  alias: string,
): ReadonlySet<string> | null {
  if (updateFields !== null) return namedFields(meta, updateFields);
  const stored = ModelInstance.stored(instance);
  const database = ModelInstance.database(instance) ?? meta.description.database.write;
  if (forceInsert || stored === null || alias !== database) return null;
  const writable = meta.concreteFields.filter((field) => !field.generated);
  const loaded = writable.filter((field) => isLoaded(instance, field));
  return loaded.length === writable.length
    ? null
    : new Set(loaded.filter(({ primaryKey }) => !primaryKey).map(({ attname }) => attname));
}

function namedFields(meta: ModelMeta, names: readonly string[]): ReadonlySet<string> {
  const fields = new Set<string>();
  const wrong: string[] = [];
  for (const name of names) {
    const field = name === "pk" ? undefined : meta.field(name);
    if (field === undefined || field.column === null || field.primaryKey) wrong.push(name);
    else fields.add(field.attname);
  }
  if (wrong.length > 0)
    throw new WriteError(
      "The following fields do not exist in this model, are m2m fields, primary keys, or are non-concrete " +
        `fields: ${wrong.sort().join(", ")}`,
    );
  return fields;
}
