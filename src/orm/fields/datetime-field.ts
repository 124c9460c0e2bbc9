import { z } from "zod";
import { instantOf, wallTime } from "../../util/time-zone.ts";
import { DateTime, microsecondsOf, parseDateTime } from "./datetime.ts";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";
import { valueSettings } from "./project.ts";

/** DateTimeField: a `DateTime`; under USE_TZ=False naive ISO text, because there is no zone to know the instant by. */
export const datetime: FieldType = {
  prepare(value, field) {
    const { useTz } = valueSettings();
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) throw invalid(field, value, "is an invalid date.");
      return useTz ? DateTime.from(value) : naive(value);
    }
    const prepared = typeof value === "string" ? fromText(value, useTz) : null;
    if (prepared === null)
      throw invalid(
        field,
        value,
        "value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.",
      );
    return prepared;
  },
  schema: () =>
    valueSettings().useTz
      ? z.codec(z.iso.datetime({ offset: true }), z.date(), {
          decode: (text) => DateTime.from(text) ?? new Date(Number.NaN),
          encode: (date) => (DateTime.from(date) as DateTime).toJSON(),
        })
      : z.iso.datetime({ local: true }),
};

function fromText(text: string, useTz: boolean): DateTime | string | null {
  const parts = parseDateTime(text);
  if (parts === null) return null;
  const { epoch, microseconds, offset } = parts;
  const { timeZone } = valueSettings();
  if (!useTz) {
    const wall = offset === null ? epoch : wallTime(timeZone, epoch - offset * 60_000);
    return naiveText(wall, microseconds);
  }
  // DateTimeField.get_prep_value: a naive value is in the default time zone.
  return new DateTime(offset === null ? instantOf(timeZone, epoch) : epoch - offset * 60_000, microseconds);
}

function naive(value: Date): string {
  return naiveText(wallTime(valueSettings().timeZone, value.getTime()), microsecondsOf(value));
}

/** "2026-01-02T03:04:05.678901", as Python's `isoformat` without a zone: no fraction when it is zero. */
export function naiveText(wall: number, microseconds: number): string {
  const text = new DateTime(wall, microseconds).toJSON();
  return text.slice(0, -1);
}
