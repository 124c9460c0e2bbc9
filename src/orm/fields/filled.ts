import type { FieldDescription } from "../../manifest/schema.ts";

/**
 * Whether a new row must be given the column: nothing else fills it. What is not `editable` is the model's own code's, as it is
 * for Django's forms.
 */
export function isRequired(field: FieldDescription): boolean {
  const filled =
    fillsItself(field) ||
    !field.editable ||
    field.null ||
    field.default.kind !== "none" ||
    field.dbDefault ||
    // Django's default for an empty column of text is "" (`Field.empty_strings_allowed`).
    (field.blank && TEXT.has(field.internalType));
  return !filled;
}

/** Whether callers have no business with the column. */
export function isReadOnly(field: FieldDescription): boolean {
  return fillsItself(field) || !field.editable;
}

function fillsItself(field: FieldDescription): boolean {
  return (
    field.autoNow ||
    field.autoNowAdd ||
    field.generated ||
    field.internalType.endsWith("AutoField") ||
    field.relation?.parentLink === true
  );
}

const TEXT = new Set(["CharField", "TextField", "SlugField", "FileField", "FilePathField"]);
