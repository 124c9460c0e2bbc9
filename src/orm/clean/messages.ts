import type { ValidationProblem } from "../../errors/validation.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { pythonStr } from "./python-text.ts";

// What Django says in English (`default_error_messages` of django/db/models/fields/__init__.py). A project in another
// language, or a field with `error_messages` of its own, is validated by Python.

export const NULL: ValidationProblem = { message: "This field cannot be null.", code: "null" };
export const BLANK: ValidationProblem = { message: "This field cannot be blank.", code: "blank" };

/** "invalid" of each family; `%` is where the value stands. */
const INVALID: Readonly<Record<string, string>> = {
  FloatField: "“%” value must be a float.",
  DecimalField: "“%” value must be a decimal number.",
  DateField: "“%” value has an invalid date format. It must be in YYYY-MM-DD format.",
  DateTimeField: "“%” value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.",
  TimeField: "“%” value has an invalid format. It must be in HH:MM[:ss[.uuuuuu]] format.",
  DurationField: "“%” value has an invalid format. It must be in [DD] [[HH:]MM:]ss[.uuuuuu] format.",
  UUIDField: "“%” is not a valid UUID.",
};

/** Text that looks like the family's, but names no day or time that there is. */
const IMPOSSIBLE: readonly (readonly [
  families: readonly string[],
  form: RegExp,
  code: string,
  message: string,
])[] = [
  [
    ["DateField", "DateTimeField"],
    /^\d{4}-\d{1,2}-\d{1,2}$/,
    "invalid_date",
    "“%” value has the correct format (YYYY-MM-DD) but it is an invalid date.",
  ],
  [
    ["DateTimeField"],
    /^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2}/,
    "invalid_datetime",
    "“%” value has the correct format (YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ]) but it is an invalid date/time.",
  ],
  [
    ["TimeField"],
    /^\d{1,2}:\d{1,2}/,
    "invalid_time",
    "“%” value has the correct format (HH:MM[:ss[.uuuuuu]]) but it is an invalid time.",
  ],
];

/** A value that is none of the field's (`Field.to_python`). */
export function invalidValue(field: FieldDescription, value: unknown): ValidationProblem {
  const text = pythonStr(value);
  const impossible = IMPOSSIBLE.find(
    ([families, form]) => families.includes(field.internalType) && form.test(text),
  );
  if (impossible !== undefined)
    return { message: impossible[3].replace("%", () => text), code: impossible[2] };
  const message = invalidMessage(field, value) ?? "Enter a valid value.";
  return {
    message,
    code: field.internalType === "BooleanField" && field.null ? "invalid_nullable" : "invalid",
  };
}

/** `error_messages["invalid"]`, which a validator with that code says too; null: the family has none. */
export function invalidMessage(field: FieldDescription, value: unknown): string | null {
  const { internalType } = field;
  if (internalType === "BooleanField")
    return `“${pythonStr(value)}” value must be either True${field.null ? ", False, or None" : " or False"}.`;
  if (internalType.endsWith("IPAddressField")) return `Enter a valid ${protocolOf(field)} address.`;
  const whole = /(?:Integer|Auto)Field$/.test(internalType) ? "“%” value must be an integer." : undefined;
  return (INVALID[internalType] ?? whole)?.replace("%", () => pythonStr(value)) ?? null;
}

function protocolOf({ validators }: FieldDescription): string {
  const names = validators.map(({ name }) => name);
  if (names.some((name) => name.endsWith("validate_ipv4_address"))) return "IPv4";
  return names.some((name) => name.endsWith("validate_ipv6_address")) ? "IPv6" : "IPv4 or IPv6";
}
