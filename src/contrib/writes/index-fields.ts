import { createHash } from "node:crypto";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { modelMeta } from "../../orm/runtime.ts";

/**
 * The fields of a unique index, by its name, where the database says no more (MySQL): the index of a unique column is called as the
 * column, or by Django's rule, as that of `unique_together` is.
 */
export function indexFields(meta: ModelMeta, name: string): readonly FieldDescription[] {
  const owners = [meta, ...meta.description.parents.map(({ model }) => modelMeta(model))];
  for (const owner of owners) {
    const single = owner.concreteFields.filter(({ unique, primaryKey }) => unique || primaryKey);
    const together = owner.description.uniqueTogether.map((names) =>
      names.map((each) => owner.field(each)).filter((field) => field !== undefined),
    );
    for (const fields of [...single.map((field) => [field]), ...together]) {
      const columns = fields.map(({ column }) => column as string);
      const asColumn =
        columns.length === 1 && (name === columns[0] || (name === "PRIMARY" && fields[0]?.primaryKey));
      if (asColumn || name.endsWith(`_${digest(owner.description.table, columns)}_uniq`)) return fields;
    }
  }
  return [];
}

/** `names_digest` (django.db.backends.utils), of which `_create_index_name` makes a name's end. */
function digest(table: string, columns: readonly string[]): string {
  const hash = createHash("md5");
  for (const part of [table, ...columns]) hash.update(part);
  return hash.digest("hex").slice(0, 8);
}
