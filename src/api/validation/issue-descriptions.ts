import { decodeBoolean } from "../decoding/boolean.ts";
import { decodeBigInt, decodeFloat, decodeInteger } from "../decoding/number.ts";
import { decodeDate } from "../decoding/date.ts";
import { DecodeFailure } from "../decoding/failure.ts";
import { isIntegerSchema, pythonLiteral } from "../schemas/names.ts";
import type { KnownSchema } from "../schemas/kind.ts";
import type { RawIssue } from "../schemas/parser.ts";
import type { Description } from "./description.ts";
import { describeFormat } from "./format-descriptions.ts";

type IssueCode = RawIssue["code"];
type IssueOf<Code extends IssueCode> = Extract<RawIssue, { code: Code }>;

/**
 * One Zod issue as pydantic would say it; `input` is the value that the issue is about. A message that the schema's
 * author wrote stays theirs.
 */
export function describeIssue(issue: RawIssue, input: unknown): Description {
  const describe = DESCRIPTIONS[issue.code] as (issue: RawIssue, input: unknown) => Description;
  const description = describe(issue, input);
  const own = issue.code === "custom" ? null : ownMessage(issue);
  return own === null ? description : { ...description, msg: own };
}

const DESCRIPTIONS: { [Code in IssueCode]: (issue: IssueOf<Code>, input: unknown) => Description } = {
  invalid_type: describeType,
  too_small: (issue, input) => describeBound(issue, issue.minimum, "small", input),
  too_big: (issue, input) => describeBound(issue, issue.maximum, "big", input),
  invalid_format: describeFormat,
  not_multiple_of: ({ divisor }) => ({
    type: "multiple_of",
    msg: `Input should be a multiple of ${String(divisor)}`,
    ctx: { multiple_of: Number(divisor) },
  }),
  unrecognized_keys: () => ({ type: "extra_forbidden", msg: "Extra inputs are not permitted" }),
  invalid_union: describeDiscriminator,
  invalid_key: customDescription,
  invalid_element: customDescription,
  invalid_value: describeChoice,
  custom: customDescription,
};

/** By what Zod expected: pydantic's `*_type` errors. */
const TYPES: Readonly<Record<string, Description>> = {
  string: { type: "string_type", msg: "Input should be a valid string" },
  number: { type: "float_type", msg: "Input should be a valid number" },
  int: { type: "int_type", msg: "Input should be a valid integer" },
  bigint: { type: "int_type", msg: "Input should be a valid integer" },
  boolean: { type: "bool_type", msg: "Input should be a valid boolean" },
  object: {
    type: "model_attributes_type",
    msg: "Input should be a valid dictionary or object to extract fields from",
  },
  array: { type: "list_type", msg: "Input should be a valid list" },
  tuple: { type: "tuple_type", msg: "Input should be a valid tuple" },
  set: { type: "set_type", msg: "Input should be a valid set" },
  record: { type: "dict_type", msg: "Input should be a valid dictionary" },
  map: { type: "dict_type", msg: "Input should be a valid dictionary" },
  date: { type: "datetime_type", msg: "Input should be a valid datetime" },
  null: { type: "none_required", msg: "Input should be None" },
};

function describeType(issue: IssueOf<"invalid_type">, input: unknown): Description {
  const schema = issue.inst as KnownSchema | undefined;
  const isInteger = issue.expected === "int" || (schema !== undefined && isIntegerSchema(schema));
  if (typeof input === "number" && (issue.expected === "number" || isInteger)) {
    if (!Number.isFinite(input)) return { type: "finite_number", msg: "Input should be a finite number" };
    return {
      type: "int_from_float",
      msg: "Input should be a valid integer, got a number with a fractional part",
    };
  }
  const kind = isInteger ? "int" : issue.expected;
  const unreadable = typeof input === "string" ? DECODERS[kind]?.(input) : undefined;
  if (unreadable instanceof DecodeFailure && unreadable.problems[0] !== undefined)
    return descriptionOf(unreadable.problems[0]);
  const known = TYPES[kind];
  if (known !== undefined) return known;
  return {
    type: `${issue.expected}_type`,
    msg: issue.message ?? `Input should be a valid ${issue.expected}`,
  };
}

/** Text that pydantic would try to read: when it cannot be read, pydantic says so and not that it is text. */
const DECODERS: Readonly<Record<string, (text: string) => unknown>> = {
  int: decodeInteger,
  bigint: decodeBigInt,
  number: decodeFloat,
  boolean: decodeBoolean,
  date: decodeDate,
};

function descriptionOf({ type, msg, ctx }: Description): Description {
  return { type, msg, ...(ctx !== undefined && { ctx }) };
}

/** How pydantic names a sized value in its messages. */
const SIZED: Readonly<Record<string, string>> = {
  array: "List",
  set: "Set",
  map: "Dictionary",
  tuple: "Tuple",
  file: "File",
};

function describeBound(
  issue: IssueOf<"too_small"> | IssueOf<"too_big">,
  limit: number | bigint,
  side: "small" | "big",
  input: unknown,
): Description {
  const least = side === "small";
  if (issue.origin === "string") {
    const characters = `${String(limit)} character${Number(limit) === 1 ? "" : "s"}`;
    return least
      ? {
          type: "string_too_short",
          msg: `String should have at least ${characters}`,
          ctx: { min_length: Number(limit) },
        }
      : {
          type: "string_too_long",
          msg: `String should have at most ${characters}`,
          ctx: { max_length: Number(limit) },
        };
  }
  const sized = SIZED[schemaType(issue) === "tuple" ? "tuple" : issue.origin];
  if (sized !== undefined) {
    const actual = sizeOf(input);
    const items = `${String(limit)} item${Number(limit) === 1 ? "" : "s"}`;
    return {
      type: least ? "too_short" : "too_long",
      msg: `${sized} should have at ${least ? "least" : "most"} ${items} after validation, not ${actual}`,
      ctx: { field_type: sized, [least ? "min_length" : "max_length"]: Number(limit), actual_length: actual },
    };
  }
  const bound = issue.origin === "date" ? new Date(Number(limit)).toISOString() : limit;
  const shown = { ctxValue: typeof bound === "bigint" ? Number(bound) : bound, text: String(bound) };
  if (issue.inclusive === false)
    return least
      ? {
          type: "greater_than",
          msg: `Input should be greater than ${shown.text}`,
          ctx: { gt: shown.ctxValue },
        }
      : { type: "less_than", msg: `Input should be less than ${shown.text}`, ctx: { lt: shown.ctxValue } };
  return least
    ? {
        type: "greater_than_equal",
        msg: `Input should be greater than or equal to ${shown.text}`,
        ctx: { ge: shown.ctxValue },
      }
    : {
        type: "less_than_equal",
        msg: `Input should be less than or equal to ${shown.text}`,
        ctx: { le: shown.ctxValue },
      };
}

function schemaType({ inst }: { readonly inst?: RawIssue["inst"] }): string | undefined {
  return (inst?._zod.def as { type?: string } | undefined)?.type;
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (value instanceof Set || value instanceof Map || value instanceof Blob) return value.size;
  return 0;
}

/** pydantic's "'a', 'b' or 'c'". */
function describeChoice({ values, inst }: IssueOf<"invalid_value">): Description {
  const shown = values.map(pythonLiteral);
  const expected = shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
  const isEnum = schemaType({ inst }) === "enum";
  return { type: isEnum ? "enum" : "literal_error", msg: `Input should be ${expected}`, ctx: { expected } };
}

function describeDiscriminator(issue: IssueOf<"invalid_union">, input: unknown): Description {
  const { discriminator } = issue;
  if (discriminator === undefined) return customDescription(issue);
  const tag =
    typeof input === "object" && input !== null
      ? (input as Record<string, unknown>)[discriminator]
      : undefined;
  const quoted = pythonLiteral(discriminator);
  if (tag === undefined)
    return {
      type: "union_tag_not_found",
      msg: `Unable to extract tag using discriminator ${quoted}`,
      ctx: { discriminator: quoted },
    };
  const options = ("options" in issue ? (issue.options ?? []) : []) as readonly unknown[];
  const expected = options.map(pythonLiteral).join(", ");
  return {
    type: "union_tag_invalid",
    msg: `Input tag '${String(tag)}' found using ${quoted} does not match any of the expected tags: ${expected}`,
    ctx: { discriminator: quoted, tag: String(tag), expected_tags: expected },
  };
}

/**
 * A refinement's own message, as pydantic shows a validator's ValueError. `params: { type }` names another error
 * type, as PydanticCustomError does.
 */
function customDescription(issue: RawIssue): Description {
  const message = ownMessage(issue) ?? "Invalid input";
  const params = issue.code === "custom" ? (issue.params as { type?: unknown } | undefined) : undefined;
  if (typeof params?.type === "string") {
    const { type, ...ctx } = params as { type: string } & Record<string, unknown>;
    return { type, msg: message, ...(Object.keys(ctx).length > 0 && { ctx }) };
  }
  return { type: "value_error", msg: `Value error, ${message}`, ctx: { error: {} } };
}

/** What the schema's author wrote for this issue, if anything. Raw issues have no message unless they brought one. */
function ownMessage(issue: RawIssue): string | null {
  if (typeof issue.message === "string") return issue.message;
  const def = issue.inst?._zod.def as OwnError | undefined;
  const own = def?.error?.(issue);
  return (typeof own === "string" ? own : own?.message) ?? null;
}

interface OwnError {
  readonly error?: (issue: RawIssue) => string | { message: string } | null | undefined;
}
