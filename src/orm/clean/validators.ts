import { isIPv4, isIPv6 } from "node:net";
import type { ValidationProblem } from "../../errors/validation.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { pythonRegex } from "../../util/python-regex.ts";
import { compareDecimals, parseDecimal } from "../fields/decimal-text.ts";
import { FieldFile } from "../fields/field-file.ts";
import { fromWire } from "../fields/wire.ts";
import { isEmail, isUrl } from "./internet-address.ts";
import { invalidMessage } from "./messages.ts";
import { pythonStr } from "./python-text.ts";
import { unicodeRegex } from "./unicode-regex.ts";

type Validator = FieldDescription["validators"][number];
/** What a validator says against a value; null: nothing. */
type Run = (value: unknown, validator: Validator) => string | Problem | null;
interface Problem {
  readonly message: string;
  readonly code: string;
}

/** Django's own validators (django/core/validators.py), by their last name. */
const VALIDATORS: Readonly<Record<string, Run>> = {
  MinValueValidator: (value, { args }) =>
    compare(value, limitOf(args)) < 0
      ? `Ensure this value is greater than or equal to ${pythonStr(limitOf(args))}.`
      : null,
  MaxValueValidator: (value, { args }) =>
    compare(value, limitOf(args)) > 0
      ? `Ensure this value is less than or equal to ${pythonStr(limitOf(args))}.`
      : null,
  MinLengthValidator: (value, { args }) => tooLong(value, Number(limitOf(args)), "least"),
  MaxLengthValidator: (value, { args }) => tooLong(value, Number(limitOf(args)), "most"),
  RegexValidator: refusedByRegex,
  UnicodeUsernameValidator: refusedByRegex,
  ASCIIUsernameValidator: refusedByRegex,
  EmailValidator: (value, { args }) => (isEmail(String(value), args) ? null : "Enter a valid email address."),
  URLValidator: (value, { args }) => (isUrl(String(value), args) ? null : "Enter a valid URL."),
  DecimalValidator: (value, { args }) => decimalProblem(String(value), args),
  ProhibitNullCharactersValidator: (value) =>
    String(value).includes("\0") ? "Null characters are not allowed." : null,
  FileExtensionValidator: (value, { args }) => extensionProblem(value, args["allowed_extensions"]),
  validate_ipv4_address: (value) => (isIPv4(String(value)) ? null : "Enter a valid IPv4 address."),
  validate_ipv6_address: (value) => (isIPv6(String(value)) ? null : "Enter a valid IPv6 address."),
  validate_ipv46_address: (value) =>
    isIPv4(String(value)) || isIPv6(String(value)) ? null : "Enter a valid IPv4 or IPv6 address.",
};

/** Why a validator can only be asked in Python; null: it is known here. */
export function validatorReason({ name, args }: Validator): string | null {
  const known = name.startsWith("django.") && Object.hasOwn(VALIDATORS, lastName(name));
  const isLimit = /(?:Min|Max)(?:Value|Length)Validator$/.test(name);
  const hasLimit = !isLimit || ["number", "bigint", "string"].includes(typeof limitOf(args));
  const hasRegex = typeof args["regex"] !== "string" || pythonRegex(args["regex"], flagsOf(args)) !== null;
  return known && hasLimit && hasRegex ? null : `the validator ${name} is Python's`;
}

/** `Field.run_validators`. */
export function validatorProblems(field: FieldDescription, value: unknown): readonly ValidationProblem[] {
  return field.validators.flatMap((validator) => {
    const found = (VALIDATORS[lastName(validator.name)] as Run)(value, validator);
    if (found === null) return [];
    if (typeof found !== "string") return [found];
    const code = validator.code ?? "invalid";
    // A field's own word for the code goes first.
    const message =
      (code === "invalid" ? invalidMessage(field, value) : null) ?? ownMessage(validator) ?? found;
    return [{ message: withParameters(message, validator, value), code }];
  });
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function limitOf({ limit_value: limit }: Validator["args"]): unknown {
  return limit === undefined ? undefined : fromWire(limit as never);
}

function flagsOf({ flags }: Validator["args"]): number {
  return typeof flags === "number" ? flags : 0;
}

/** The manifest has every validator's message, but for those that count (`ngettext_lazy`), which are empty there. */
function ownMessage({ message }: Validator): string | null {
  return message === null || message === "" ? null : message;
}

function withParameters(message: string, validator: Validator, value: unknown): string {
  const limit = limitOf(validator.args);
  const shown =
    typeof limit === "number" && /Length/.test(validator.name) ? String(lengthOf(value)) : pythonStr(value);
  return message
    .replaceAll(/%\(limit_value\)[sd]/g, () => pythonStr(limit))
    .replaceAll(/%\(show_value\)[sd]/g, () => shown)
    .replaceAll("%(value)s", () => pythonStr(value));
}

/** Numbers and decimals, exactly. */
function compare(value: unknown, limit: unknown): number {
  const [one, other] = [parseDecimal(String(value)), parseDecimal(String(limit))];
  // Dates and times in their canonical text.
  if (one === null || other === null)
    return String(value) < String(limit) ? -1 : String(value) > String(limit) ? 1 : 0;
  return compareDecimals(one, other);
}

/** Characters, as Python counts them. */
function lengthOf(value: unknown): number {
  return value instanceof Uint8Array ? value.length : [...String(value)].length;
}

function tooLong(value: unknown, limit: number, side: "least" | "most"): string | null {
  const length = lengthOf(value);
  if (side === "least" ? length >= limit : length <= limit) return null;
  return `Ensure this value has at ${side} ${limit} character${limit === 1 ? "" : "s"} (it has ${length}).`;
}

function refusedByRegex(value: unknown, { args }: Validator): string | null {
  const text = String(value);
  const regex = unicodeRegex(String(args["regex"]), flagsOf(args));
  return (regex?.test(text) ?? true) === (args["inverse_match"] !== true) ? null : "Enter a valid value.";
}

function decimalProblem(text: string, args: Validator["args"]): Problem | null {
  const value = parseDecimal(text);
  if (value === null) return { message: "Enter a number.", code: "invalid" };
  const written = value.digits.toString().length;
  const decimals = Math.max(0, -value.exponent);
  const digits =
    value.exponent >= 0 ? (value.digits === 0n ? 1 : written + value.exponent) : Math.max(written, decimals);
  const [maxDigits, places] = [args["max_digits"], args["decimal_places"]];
  if (typeof maxDigits === "number" && digits > maxDigits)
    return tooMany(maxDigits, "digit# in total", "max_digits");
  if (typeof places !== "number") return null;
  if (decimals > places) return tooMany(places, "decimal place#", "max_decimal_places");
  if (typeof maxDigits === "number" && digits - decimals > maxDigits - places)
    return tooMany(maxDigits - places, "digit# before the decimal point", "max_whole_digits");
  return null;
}

function tooMany(max: number, what: string, code: string): Problem {
  const counted = what.replace("#", max === 1 ? "" : "s");
  return { message: `Ensure that there are no more than ${max} ${counted}.`, code };
}

function extensionProblem(value: unknown, allowed: unknown): string | null {
  const name = value instanceof FieldFile ? value.name : String(value);
  const extension = /[^/]\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (!Array.isArray(allowed) || allowed.includes(extension)) return null;
  return `File extension “${extension}” is not allowed. Allowed extensions are: ${allowed.join(", ")}.`;
}
