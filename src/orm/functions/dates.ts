import type { DatePart } from "../backends/backend.ts";
import type { Argument, Computed, ExpressionOn, Source } from "../typing/expressions.ts";
import type { DateTimeField } from "../typing/fields.ts";
import type { ModelType } from "../typing/model-type.ts";
import type { OutputField, RuleOr } from "../typing/output-field.ts";
import { computed } from "./computed.ts";
import { djangoOptions } from "./options.ts";
import type { OutputOption } from "./signatures.ts";

/* django/db/models/functions/datetime.py */

/** What dates are cut and read by. */
export interface ZoneOption {
  /** The name of a time zone, "Europe/Berlin", on whose clock datetimes are read; TIME_ZONE unless told. */
  readonly tzinfo?: string;
}

type ExtractPart = <M extends ModelType, const A extends Source>(
  source: Argument<M, A> | ExpressionOn<M>,
  options?: ZoneOption,
) => Computed<"integer", [A], M>;

type Truncate<Rule> = <M extends ModelType, const A extends Source, const O extends OutputField = never>(
  source: Argument<M, A> | ExpressionOn<M>,
  options?: ZoneOption & OutputOption<O>,
) => Computed<RuleOr<O, Rule>, [A], M>;

function dateFunction<Signature>(name: string): Signature {
  return ((source: unknown, options?: object) =>
    computed(name, [source], djangoOptions({ ...options }))) as Signature;
}

/** A part of a date or a time as a number: `Extract("published", "year")`. */
export function Extract<M extends ModelType, const A extends Source>(
  source: Argument<M, A> | ExpressionOn<M>,
  lookupName: DatePart,
  options: ZoneOption = {},
): Computed<"integer", [A], M> {
  return computed("Extract", [source], djangoOptions({ lookupName, ...options }));
}

export const ExtractYear = dateFunction<ExtractPart>("ExtractYear");
export const ExtractIsoYear = dateFunction<ExtractPart>("ExtractIsoYear");
export const ExtractQuarter = dateFunction<ExtractPart>("ExtractQuarter");
export const ExtractMonth = dateFunction<ExtractPart>("ExtractMonth");
/** The week of ISO 8601. */
export const ExtractWeek = dateFunction<ExtractPart>("ExtractWeek");
/** 1 is Sunday, 7 Saturday. */
export const ExtractWeekDay = dateFunction<ExtractPart>("ExtractWeekDay");
/** 1 is Monday, 7 Sunday. */
export const ExtractIsoWeekDay = dateFunction<ExtractPart>("ExtractIsoWeekDay");
export const ExtractDay = dateFunction<ExtractPart>("ExtractDay");
export const ExtractHour = dateFunction<ExtractPart>("ExtractHour");
export const ExtractMinute = dateFunction<ExtractPart>("ExtractMinute");
export const ExtractSecond = dateFunction<ExtractPart>("ExtractSecond");

/** What a date or a datetime is cut to. */
export type TruncKind =
  "year" | "quarter" | "month" | "week" | "day" | "date" | "hour" | "minute" | "second" | "time";

/** A date or a datetime with all below a part of it set to its beginning: `Trunc("created", "month")`. */
export function Trunc<M extends ModelType, const A extends Source, const O extends OutputField = never>(
  source: Argument<M, A> | ExpressionOn<M>,
  kind: TruncKind,
  options: ZoneOption & OutputOption<O> = {},
): Computed<RuleOr<O, "moment">, [A], M> {
  return computed("Trunc", [source], djangoOptions({ kind, ...options }));
}

export const TruncYear = dateFunction<Truncate<"moment">>("TruncYear");
export const TruncQuarter = dateFunction<Truncate<"moment">>("TruncQuarter");
export const TruncMonth = dateFunction<Truncate<"moment">>("TruncMonth");
/** To the Monday. */
export const TruncWeek = dateFunction<Truncate<"moment">>("TruncWeek");
export const TruncDay = dateFunction<Truncate<"moment">>("TruncDay");
export const TruncHour = dateFunction<Truncate<"moment">>("TruncHour");
export const TruncMinute = dateFunction<Truncate<"moment">>("TruncMinute");
export const TruncSecond = dateFunction<Truncate<"moment">>("TruncSecond");
/** The day of a datetime. */
export const TruncDate = dateFunction<Truncate<"date">>("TruncDate");
/** The time of day of a datetime. */
export const TruncTime = dateFunction<Truncate<"time">>("TruncTime");

/** The time of the database, at the beginning of the transaction. */
export function Now(): Computed<DateTimeField, []> {
  return computed("Now", []);
}
