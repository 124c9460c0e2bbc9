import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../meta.ts";
import { runtime } from "../runtime.ts";
import { convertsInPython } from "./write-fields.ts";

/** Why no write to this database can be native; null: it can. */
export function databaseReason(alias: string): string | null {
  if (alias === "python") return "DATABASE_ROUTERS answer differently each time they are asked";
  return runtime().uncompilable(alias);
}

/** Why a model's rows cannot be told apart here; null: they can. */
export function modelReason({ description }: ModelMeta): string | null {
  if (description.pk.length > 1) return "it has a composite primary key";
  const base = description.managers.find(({ name }) => name === description.baseManager);
  return base?.filter.kind === "python" ? `its base manager is Python's: ${base.filter.reason}` : null;
}

/** Why columns cannot be written natively; null: they can. */
export function columnReason(fields: Iterable<FieldDescription>): string | null {
  for (const field of fields)
    if (convertsInPython(field))
      return `the field "${field.name}" (${field.className}) converts values in Python`;
  return null;
}
