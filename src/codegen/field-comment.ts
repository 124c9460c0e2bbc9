import type { FieldDescription } from "../manifest/schema.ts";

/** What is worth saying of a column beyond its type: help_text, a name that says more, labels of choices. */
export function fieldComment(field: FieldDescription): string[] {
  return [
    saysMore(field.verboseName, field.name) ? sentence(field.verboseName) : "",
    sentence(field.helpText),
    choiceLabels(field),
    field.generated ? "Computed by the database." : "",
    field.overrides.length > 0 ? `\`${field.className}\`: raw until its type is registered.` : "",
  ];
}

/** Whether a label is more than the name written with spaces. */
function saysMore(label: string, name: string): boolean {
  return label !== "" && plain(label) !== plain(name);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]+/g, "");
}

/** Labels of choices whose values do not say it: `1: Co Author, 2: Editor`. Long lists are in Python. */
function choiceLabels({ choices }: FieldDescription): string {
  if (choices === null || choices.length > 12) return "";
  const told = choices.filter(([value, label]) => saysMore(label, String(value)));
  return told.map(([value, label]) => `${JSON.stringify(value)}: ${label}`).join(", ");
}

function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const first = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?:…]$/.test(first) ? first : `${first}.`;
}
