import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
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
  [`${VALIDATORS}MinValueValidator`]: ({ args }, field) =>
    bound(args["limit_value"], field, (limit) => z.gte(limit)),
  [`${VALIDATORS}MaxValueValidator`]: ({ args }, field) =>
    bound(args["limit_value"], field, (limit) => z.lte(limit)),
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

/** A number's limit; of a Decimal, which is text here, by its value. */
function bound(
  limit: unknown,
  field: FieldDescription,
  make: (limit: number) => z.core.$ZodCheck<number>,
): Check | null {
  if (typeof limit !== "number") return null; // outside of 2^53: no value here can reach it
  const check = make(limit);
  if (field.internalType !== "DecimalField") return check as Check;
  const { check: kind } = check._zod.def;
  const fits =
    kind === "greater_than" ? (value: number) => value >= limit : (value: number) => value <= limit;
  const side = kind === "greater_than" ? "greater" : "less";
  return z.refine<string>((text) => fits(Number(text)), {
    error: `Input should be ${side} than or equal to ${limit}`,
  }) as Check;
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
