import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { WireValue } from "../../manifest/wire.ts";
import { compareDecimals, parseDecimal } from "../../orm/fields/decimal-text.ts";
import { fromWire } from "../../orm/fields/wire.ts";
import { pythonRegex } from "../../util/python-regex.ts";

type Validator = FieldDescription["validators"][number];

/** A check that a value passes or fails; Zod's own where there is one, so that documents show it. */
type Check = z.core.$ZodCheck<never>;

/**
 * Checks for the validators of a field that Zod can run: Django's own. Others are Python, and run where the row is saved
 * there. What a field's type and length say already is left out.
 */
export function validatorChecks(field: FieldDescription, schema: z.ZodType): Check[] {
  return field.validators.flatMap((validator) => {
    if (isImplied(validator, schema)) return [];
    const make = CHECKS[validator.name];
    const check = make?.(validator, field) ?? null;
    return check === null ? [] : [field.blank && isText(field) ? orEmpty(check, validator) : check];
  });
}

const VALIDATORS = "django.core.validators.";

const CHECKS: Readonly<Record<string, (validator: Validator, field: FieldDescription) => Check | null>> = {
  [`${VALIDATORS}MinValueValidator`]: ({ args }, field) => bound(args["limit_value"], field, "min"),
  [`${VALIDATORS}MaxValueValidator`]: ({ args }, field) => bound(args["limit_value"], field, "max"),
  [`${VALIDATORS}StepValueValidator`]: ({ args }) =>
    typeof args["limit_value"] === "number" && !args["offset"] ? z.multipleOf(args["limit_value"]) : null,
  [`${VALIDATORS}MinLengthValidator`]: ({ args }) =>
    typeof args["limit_value"] === "number" ? z.minLength(args["limit_value"]) : null,
  [`${VALIDATORS}MaxLengthValidator`]: ({ args }, field) =>
    typeof args["limit_value"] === "number" && args["limit_value"] !== field.maxLength
      ? z.maxLength(args["limit_value"])
      : null,
  [`${VALIDATORS}RegexValidator`]: regexCheck,
  [`${VALIDATORS}EmailValidator`]: (validator, field) =>
    field.blank ? (z.regex(z.regexes.email, own(validator)) as Check) : null,
  [`${VALIDATORS}ProhibitNullCharactersValidator`]: (validator) =>
    z.regex(/^[^\0]*$/, own(validator)) as Check,
};

/** Whether the limits of the field's type are as narrow: a PositiveIntegerField has a MinValueValidator(0), too. */
function isImplied({ name, args }: Validator, schema: z.ZodType): boolean {
  const { limit_value: limit } = args;
  if (!(schema instanceof z.ZodNumber) || typeof limit !== "number") return false;
  if (name.endsWith(".MinValueValidator")) return (schema.minValue ?? -Infinity) >= limit;
  return name.endsWith(".MaxValueValidator") && (schema.maxValue ?? Infinity) <= limit;
}

/** A limit of a number, or of what is text here (decimals, dates) by its value. */
function bound(wire: unknown, field: FieldDescription, side: "min" | "max"): Check | null {
  const limit = fromWire(wire as WireValue);
  const make = side === "min" ? z.gte : z.lte;
  if (field.internalType !== "DecimalField" && !isNumber(field)) return textBound(limit, field, side);
  // A limit outside of 2^53 (a bigint): no number here can reach it.
  const decimal = typeof limit === "number" || typeof limit === "string" ? parseDecimal(String(limit)) : null;
  if (decimal === null) return null;
  if (isNumber(field)) return make(Number(limit)) as Check;
  return z.refine<string>(
    (text) => {
      const value = parseDecimal(text);
      return value === null || keeps(compareDecimals(value, decimal), side);
    },
    saying(limit, Number(limit), side),
  ) as Check;
}

/** Dates compare as their text does. */
function textBound(limit: unknown, field: FieldDescription, side: "min" | "max"): Check | null {
  if (typeof limit !== "string" || field.internalType !== "DateField") return null;
  return z.refine<string>(
    (text) => keeps(text < limit ? -1 : text > limit ? 1 : 0, side),
    saying(limit, limit, side),
  ) as Check;
}

function keeps(compared: number, side: "min" | "max"): boolean {
  return side === "min" ? compared >= 0 : compared <= 0;
}

/** pydantic's error for a limit: `type` and `ctx` are taken from `params`. */
function saying(
  limit: unknown,
  shown: number | string,
  side: "min" | "max",
): { error: string; params: Record<string, unknown> } {
  return side === "min"
    ? {
        error: `Input should be greater than or equal to ${String(limit)}`,
        params: { type: "greater_than_equal", ge: shown },
      }
    : {
        error: `Input should be less than or equal to ${String(limit)}`,
        params: { type: "less_than_equal", le: shown },
      };
}

function isNumber({ internalType }: FieldDescription): boolean {
  return internalType === "FloatField" || /(?:Integer|Auto)Field$/.test(internalType);
}

function regexCheck(validator: Validator, field: FieldDescription): Check | null {
  const { regex, flags, inverse_match: inverse } = validator.args;
  // SlugField's own pattern is its schema's.
  if (typeof regex !== "string" || (field.internalType === "SlugField" && validator.code === "invalid"))
    return null;
  const expression = pythonRegex(regex, typeof flags === "number" ? flags : 0);
  if (expression === null) return null;
  if (inverse !== true) return z.regex(expression, own(validator)) as Check;
  return z.refine<string>((value) => !expression.test(value), own(validator)) as Check;
}

/** Django's message, if it is the project's own: it says more than ours. */
function own({ message }: Validator): { error?: string } {
  return message === null || message === "" || message === "Enter a valid value." || message.includes("%(")
    ? {}
    : { error: message };
}

/** `Field.run_validators` skips empty values. */
function orEmpty(check: Check, validator: Validator): Check {
  const schema = z.string().check(check as z.core.$ZodCheck<string>);
  return z.refine<string>((value) => value === "" || schema.safeParse(value).success, {
    error: "Enter a valid value.",
    ...own(validator),
  }) as Check;
}

function isText(field: FieldDescription): boolean {
  return ["CharField", "TextField", "SlugField", "EmailField", "URLField"].includes(field.internalType);
}
