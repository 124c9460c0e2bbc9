import type { FieldDescription } from "../../manifest/schema.ts";

const fields = new Map<string, FieldDescription>();

/** A field that stands for an expression's output (`IntegerField()` as an `output_field`): it belongs to no model. */
export function outputField(internalType: string): FieldDescription {
  let field = fields.get(internalType);
  if (field === undefined) {
    field = { ...BLANK, internalType, className: `django.db.models.fields.${internalType}` };
    fields.set(internalType, field);
  }
  return field;
}

const BLANK: Omit<FieldDescription, "internalType" | "className"> = {
  name: "",
  attname: "",
  column: null,
  model: "",
  dbType: null,
  primaryKey: false,
  null: true,
  blank: false,
  unique: false,
  editable: false,
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
  verboseName: "",
  helpText: "",
  uniqueForDate: null,
  uniqueForMonth: null,
  uniqueForYear: null,
  overrides: [],
  relation: null,
  baseField: null,
};
