import type { Dialect } from "../backends/backend.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { raw } from "./raw.ts";
import { fieldType } from "./registry.ts";

/**
 * `Field.get_db_prep_save`: how a value that is assigned becomes what the driver wants. For a foreign key, give the
 * field at its end.
 *
 * @throws NotCompilable a field that converts its values in Python
 */
export function writtenValue(
  field: FieldDescription,
  dialect: Pick<Dialect, "toDriver">,
): (value: unknown) => unknown {
  const type = fieldType(field);
  if (type === raw) throw new NotCompilable(`${field.className} converts values in Python`);
  return (value) =>
    value === null || value === undefined ? null : dialect.toDriver(type.prepare(value, field), field);
}
