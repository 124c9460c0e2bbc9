import { z } from "zod";
import { wallTime } from "../../util/time-zone.ts";
import { naiveText } from "./datetime-field.ts";
import { microsecondsOf } from "./datetime.ts";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";
import { valueSettings } from "./project.ts";

// django.utils.dateparse.time_re
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?$/;

/** TimeField: "03:04:05", or "03:04:05.678901" when there is a fraction, as Python writes it. */
export const time: FieldType = {
  prepare(value, field) {
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
      const wall = wallTime(valueSettings().timeZone, value.getTime());
      return naiveText(wall, microsecondsOf(value)).slice(11);
    }
    const canonical = typeof value === "string" ? timeText(value) : null;
    if (canonical === null)
      throw invalid(field, value, "value has an invalid format. It must be in HH:MM[:ss[.uuuuuu]] format.");
    return canonical;
  },
  schema: () => z.iso.time(),
};

/** A time's text in canonical form; null: it is none. */
export function timeText(text: string): string | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, hour = "", minute = "", second = "0", fraction = ""] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const clock = [hour, minute, second].map((part) => part.padStart(2, "0")).join(":");
  return Number(fraction) === 0 ? clock : `${clock}.${fraction.padEnd(6, "0")}`;
}
