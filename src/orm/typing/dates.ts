import type { Checked } from "./checked.ts";
import type { AnyField, ValueOf } from "./field.ts";
import type { Invalid } from "./invalid.ts";
import type { ModelType } from "./model-type.ts";
import type { ColumnAt, ColumnPath } from "./path.ts";

/** What dates() cuts to. */
export type DateKind = "year" | "month" | "week" | "day";

/** What datetimes() cuts to. */
export type DateTimeKind = DateKind | "hour" | "minute" | "second";

/** The argument of dates(): a path to a date or a datetime. */
export type DateArgument<M extends ModelType, Path extends string> = [Path] extends [never]
  ? Path
  : Checked<Path, PathOf<M, Path, "date" | "datetime", "dates() takes a date or a datetime">>;

/** The argument of datetimes(). */
export type DateTimeArgument<M extends ModelType, Path extends string> = [Path] extends [never]
  ? Path
  : Checked<Path, PathOf<M, Path, "datetime", "datetimes() takes a datetime">>;

type PathOf<
  M extends ModelType,
  Path extends string,
  Kind extends AnyField["kind"],
  Why extends string,
> = string extends Path
  ? Path
  : ColumnPath<M, Path> extends Path
    ? NonNullable<ColumnAt<M, Path>> extends { readonly kind: Kind }
      ? Path
      : Invalid<`${Why}, and '${Path}' is none`>
    : ColumnPath<M, Path>;

/** A row of datetimes(): what the column has, a `DateTime` or (without USE_TZ) its text. */
export type DateTimeAt<M extends ModelType, Path extends string> = ValueOf<NonNullable<ColumnAt<M, Path>>>;
