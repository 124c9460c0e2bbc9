import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { isReadOnly, isRequired } from "../../orm/fields/filled.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { componentOf } from "./component.ts";
import { relatedKey, withDefault } from "./field-meta.ts";
import type { AnyOptions } from "./options.ts";
import { named, select } from "./selection.ts";
import { writeField } from "./write-field.ts";

/** The schema of what makes a row ("Create") or changes one ("Patch": everything may be left out). */
export function writeSchema(meta: ModelMeta, options: AnyOptions, purpose: "Create" | "Patch"): z.ZodObject {
  const { columns, manyToMany } = select(meta, options);
  const keys = named(
    meta,
    Object.keys(options.include ?? {}).filter((name) => isOwn(meta, name)),
  );
  const readOnly = new Set(named(meta, options.readOnly ?? []));
  const optional = new Set(named(meta, options.optional ?? []));
  const shape: Record<string, z.ZodType> = {};
  for (const field of new Set([...columns, ...keys, ...manyToMany])) {
    if (readOnly.has(field) || isReadOnly(field) || isFile(field)) continue;
    if (field.column === null) {
      shape[field.name] = z.array(writeField(relatedKey(field))).optional();
      continue;
    }
    const isNeeded = purpose === "Create" && isRequired(field) && !optional.has(field);
    const schema = purpose === "Create" ? withDefault(writeField(field), field) : writeField(field);
    shape[field.attname] = isNeeded ? schema : schema.optional();
  }
  return componentOf(z.object(shape), options.name === undefined ? undefined : `${options.name}${purpose}`);
}

/** Whether an included relation is a field of the model itself, and not another's that leads here. */
function isOwn(meta: ModelMeta, name: string): boolean {
  const kind = meta.field(name)?.relation?.kind;
  return kind === "foreignKey" || kind === "oneToOne" || kind === "manyToMany";
}

function isFile(field: FieldDescription): boolean {
  return field.internalType === "FileField" || field.internalType === "ImageField";
}
