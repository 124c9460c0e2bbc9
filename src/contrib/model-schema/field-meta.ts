import type { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { modelMeta, runtime } from "../../orm/runtime.ts";

/** The field whose values a column holds: of a foreign key, the one at the other end. */
export function targetField(field: FieldDescription): FieldDescription {
  const { relation } = field;
  if (relation === null || relation.model === null || relation.toField === null) return field;
  const target = runtime().registry.get(relation.model)?.field(relation.toField);
  return target === undefined ? field : targetField(target);
}

/** The primary key of the rows that a many-to-many field leads to. */
export function relatedKey(field: FieldDescription): FieldDescription {
  return { ...targetField(modelMeta(field.relation?.model ?? "").pk), null: false };
}

/** Documents the default that the model has; nothing fills it in: a key that is missing stays missing. */
export function withDefault(schema: z.ZodType, { default: fallback }: FieldDescription): z.ZodType {
  if (fallback.kind !== "value") return schema;
  const value = plainDefault(fallback.value);
  return value === undefined ? schema : schema.meta({ ...schema.meta(), default: value });
}

/** A default in JSON; undefined: it has another form there. */
function plainDefault(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { $: tag, v } = value as { $?: unknown; v?: unknown };
  return tag === "decimal" || tag === "date" || tag === "uuid" ? v : undefined;
}

/** What people and documents are told of a field: its name where it says more, its help_text. */
export function described(schema: z.ZodType, field: FieldDescription): z.ZodType {
  const description = field.helpText.trim();
  const title = titleOf(field);
  if (description === "" && title === null) return schema;
  return schema.meta({
    ...schema.meta(),
    ...(title !== null && { title }),
    ...(description !== "" && { description }),
  });
}

/** verbose_name, unless Django made it: of the field's name, or "ID". */
function titleOf({ verboseName, name, internalType }: FieldDescription): string | null {
  return verboseName === name.replaceAll("_", " ") || internalType.endsWith("AutoField") ? null : verboseName;
}
