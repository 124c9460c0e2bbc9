/**
 * Values as they travel between Node and Python, inside JSON. Strings, finite numbers within 2^53, booleans, null,
 * lists and string-keyed dicts stand for themselves; everything else is `{ "$": tag, "v": payload }`.
 * The Python half is `django_fastapi/wire.py`; both are held together by `tests/differential/wire.test.ts`.
 */
export type WireValue =
  null | boolean | number | string | readonly WireValue[] | { readonly [key: string]: WireValue };

/** The tags, and what their payload is. */
export interface WireTags {
  /** `decimal.Decimal` as its string, scale kept: "1.50". */
  decimal: string;
  /** Aware or naive `datetime.datetime`, ISO 8601 with microseconds: "2026-01-02T03:04:05.678901+00:00". */
  datetime: string;
  /** `datetime.date`: "2026-01-02". */
  date: string;
  /** `datetime.time`: "03:04:05.678901". */
  time: string;
  /** `datetime.timedelta`: ISO 8601 duration as Django's `duration_iso_string` writes it. */
  duration: string;
  uuid: string;
  /** Base64. */
  bytes: string;
  /** An `int` outside 2^53, in decimal digits. */
  int: string;
  /** "nan", "inf", "-inf". */
  float: string;
  tuple: readonly WireValue[];
  set: readonly WireValue[];
  /** A dict with keys that are not strings, or that has a "$" key: pairs. */
  dict: readonly (readonly [WireValue, WireValue])[];
  /** A PostgreSQL range. `bounds` is "[)" and its like; an empty range has no bounds. */
  range: {
    readonly lower: WireValue;
    readonly upper: WireValue;
    readonly bounds: string | null;
    readonly empty: boolean;
  };
  /** A model instance: its label and its concrete values by attname. */
  instance: { readonly model: string; readonly values: { readonly [attname: string]: WireValue } };
}
