import { z } from "zod";
import { wallTime } from "../../util/time-zone.ts";
import { dayEpoch } from "./datetime.ts";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";
import { valueSettings } from "./project.ts";

const DATE = /^(\d{4})-?(\d{1,2})-?(\d{1,2})$/;

/** DateField: "2026-01-02". A `Date` is the day that clocks in TIME_ZONE show then, as in DateField.to_python. */
export const date: FieldType = {
  prepare(value, field) {
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
      const { timeZone } = valueSettings();
      return new Date(wallTime(timeZone, value.getTime())).toISOString().slice(0, 10);
    }
    const match = typeof value === "string" ? DATE.exec(value) : null;
    if (match === null)
      throw invalid(field, value, "value has an invalid date format. It must be in YYYY-MM-DD format.");
    const [, year = "", month = "", day = ""] = match;
    if (dayEpoch(Number(year), Number(month), Number(day)) === null)
      throw invalid(field, value, "value has the correct format (YYYY-MM-DD) but it is an invalid date.");
    return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  },
  schema: () => z.iso.date(),
};
