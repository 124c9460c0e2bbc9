import type { FieldDescription } from "../../src/manifest/schema.ts";

/** A field's description with everything at its default, as the manifest would have it. */
export function fieldOf(internalType: string, options: Partial<FieldDescription> = {}): FieldDescription {
  return {
    name: "field",
    attname: "field",
    column: "field",
    model: "app.Model",
    internalType,
    className: `django.db.models.fields.${internalType}`,
    dbType: null,
    primaryKey: false,
    null: false,
    blank: false,
    unique: false,
    editable: true,
    maxLength: null,
    maxDigits: null,
    decimalPlaces: null,
    choices: null,
    default: { kind: "none" },
    dbDefault: false,
    autoNow: false,
    autoNowAdd: false,
    generated: false,
    uploadTo: null,
    validators: [],
    verboseName: "field",
    helpText: "",
    uniqueForDate: null,
    uniqueForMonth: null,
    uniqueForYear: null,
    overrides: [],
    relation: null,
    baseField: null,
    ...options,
  };
}
