import type { DatePart, TemporalKind } from "../backends/backend.ts";
import type { Lookup } from "./lookup.ts";
import type { Transform } from "./transform.ts";

const KINDS: Readonly<Record<string, TemporalKind>> = {
  DateField: "date",
  TimeField: "time",
  DateTimeField: "datetime",
};

/** A part of a date or time as a number (`Extract` in django/db/models/functions/datetime.py). */
export function datePart(
  name: string,
  part: DatePart,
  inputs: readonly string[],
  lookups: Readonly<Record<string, Lookup>> = {},
): Transform {
  return {
    name,
    output: "IntegerField",
    inputs,
    lookups,
    toSql: (lhs, input, { dialect }) =>
      dialect.temporal.extract(part, lhs, KINDS[input.internalType] ?? "datetime"),
  };
}

export const DATES: readonly string[] = ["DateField", "DateTimeField"];
export const TIMES: readonly string[] = ["TimeField", "DateTimeField"];
