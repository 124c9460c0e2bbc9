import type { DateTime } from "../fields/datetime.ts";
import type { FieldFile } from "../fields/field-file.ts";
import type { Range } from "../fields/range.ts";
import type { AnyField, FieldType, InputOf, ValueOf } from "./field.ts";
import type { CustomFieldValues } from "./registry.ts";

// One type for each of Django's field classes, by its name. `Choices` narrows a column with choices to their literals.

export interface CharField<Choices extends string = string> extends FieldType<"text", Choices> {}
export interface TextField<Choices extends string = string> extends FieldType<"text", Choices> {}
export interface EmailField<Choices extends string = string> extends FieldType<"text", Choices> {}
export interface SlugField<Choices extends string = string> extends FieldType<"text", Choices> {}
export interface URLField<Choices extends string = string> extends FieldType<"text", Choices> {}
export interface FilePathField<Choices extends string = string> extends FieldType<"text", Choices> {}

export interface AutoField extends IntegerField {}
export interface BigAutoField extends IntegerField {}
export interface SmallAutoField extends IntegerField {}
export interface BigIntegerField<Choices extends number = number> extends IntegerField<Choices> {}
export interface SmallIntegerField<Choices extends number = number> extends IntegerField<Choices> {}
export interface PositiveIntegerField<Choices extends number = number> extends IntegerField<Choices> {}
export interface PositiveBigIntegerField<Choices extends number = number> extends IntegerField<Choices> {}
export interface PositiveSmallIntegerField<Choices extends number = number> extends IntegerField<Choices> {}
/** A `number`; a value outside 2^53 throws rather than rounds. A filter may ask with a `bigint`. */
export interface IntegerField<Choices extends number = number> extends FieldType<
  "number",
  Choices,
  number extends Choices ? number | bigint : Choices
> {}
export interface FloatField<Choices extends number = number> extends FieldType<"number", Choices> {}
/** A string with Django's scale: "1.50". */
export interface DecimalField<Choices extends string = string> extends FieldType<
  "number",
  Choices,
  string extends Choices ? string | number | bigint : Choices
> {}

export interface BooleanField extends FieldType<"boolean", boolean> {}

/** "2026-01-02" */
export interface DateField extends FieldType<"date", string, string | Date> {}
/** A `Date` that keeps microseconds. */
export interface DateTimeField extends FieldType<"datetime", DateTime, Date | string> {}
/** A datetime under `USE_TZ = False`: an ISO string without an offset. */
export interface NaiveDateTimeField extends FieldType<"datetime", string, string | Date> {}
/** "03:04:05.678901" */
export interface TimeField extends FieldType<"time", string> {}
/** ISO 8601: "P1DT02H30M00S". */
export interface DurationField extends FieldType<"duration", string> {}

export interface UUIDField extends FieldType<"uuid", string> {}
export interface GenericIPAddressField extends FieldType<"address", string> {}
export interface BinaryField extends FieldType<"binary", Uint8Array> {}

/** An instance has a `FieldFile` (its name and its URL), null where no file was stored; values() has the name. */
export interface FileField extends FieldType<"file", FieldFile | null, string | FieldFile> {}
export interface ImageField extends FileField {}

/** `unknown` until generated code is told what a column holds. */
export interface JSONField<Value = unknown> extends FieldType<"json", Value, unknown> {}

// django.contrib.postgres.fields

export interface ArrayField<Base extends AnyField | null> extends FieldType<
  "array",
  ValueOf<Base>[],
  readonly InputOf<Base>[]
> {
  readonly base: Base;
}
/** A `Range`; a filter may ask with a pair [lower, upper), null being unbounded. */
export interface RangeField<Bound extends AnyField> extends FieldType<
  "range",
  Range<ValueOf<Bound>>,
  Range<InputOf<Bound>> | readonly [InputOf<Bound> | null, InputOf<Bound> | null]
> {
  readonly base: Bound;
}
export interface IntegerRangeField extends RangeField<IntegerField> {}
export interface BigIntegerRangeField extends RangeField<IntegerField> {}
export interface DecimalRangeField extends RangeField<DecimalField> {}
export interface DateRangeField extends RangeField<DateField> {}
export interface DateTimeRangeField extends RangeField<DateTimeField> {}
export interface HStoreField extends FieldType<
  "hstore",
  { [key: string]: string | null },
  { readonly [key: string]: string | null }
> {}
export interface SearchVectorField extends FieldType<"search", string> {}

/**
 * A field class of the project or of an add-on that converts values in Python: `unknown` until the project says what
 * it is (see `CustomFieldValues`).
 */
export interface CustomField<ClassName extends string> extends FieldType<
  "custom",
  CustomFieldValue<ClassName>
> {}

type CustomFieldValue<ClassName extends string> = ClassName extends keyof CustomFieldValues
  ? CustomFieldValues[ClassName]
  : unknown;
