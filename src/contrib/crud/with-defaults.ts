import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { FILLED_LATER, fieldDefault } from "../../orm/write/field-default.ts";

type Data = Readonly<Record<string, unknown>>;

/**
 * The data of a PUT: columns that it leaves out get the model's default, as a new row would. What is computed for a new row
 * (now, a new UUID, a function of the project's) stays what it is; many-to-many keys that are left out are none.
 */
export function withDefaults(meta: ModelMeta, names: readonly string[], data: Data): Data {
  const whole: Record<string, unknown> = { ...data };
  for (const name of names) {
    const field = meta.field(name);
    if (field === undefined || whole[name] !== undefined) continue;
    if (field.column === null) whole[name] = [];
    else if (isLiteral(field.default)) {
      const value = fieldDefault(field);
      if (value !== FILLED_LATER) whole[name] = value;
    }
  }
  return whole;
}

function isLiteral(fallback: FieldDescription["default"]): boolean {
  if (fallback.kind === "callable") return fallback.name.startsWith("builtins.");
  return fallback.kind === "value" || fallback.kind === "none";
}
