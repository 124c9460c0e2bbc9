import type { AggregateOptions, DatabaseSync } from "node:sqlite";
import { addDuration, timeDifference, timestampDifference } from "./duration-functions.ts";
import { castDate, castTime, datetimeExtract, timeExtract, truncate } from "./date-functions.ts";
import { addNumber, deviation, variance } from "./statistics.ts";
import type { Numbers } from "./statistics.ts";
import { regexp } from "./regexp.ts";

/**
 * The functions that Django registers on its SQLite connections (`django/db/backends/sqlite3/_functions.py`), as far as
 * SQL that is written here uses them, under the same names.
 */
export function registerFunctions(database: DatabaseSync): void {
  const deterministic = { deterministic: true };
  database.function("django_date_extract", deterministic, (part, value) => datetimeExtract(part, value));
  database.function("django_datetime_extract", deterministic, (part, value, zone, stored) =>
    datetimeExtract(part, value, zone, stored),
  );
  database.function("django_time_extract", deterministic, (part, value) => timeExtract(part, value));
  database.function("django_datetime_cast_date", deterministic, (value, zone, stored) =>
    castDate(value, zone, stored),
  );
  database.function("django_datetime_cast_time", deterministic, (value, zone, stored) =>
    castTime(value, zone, stored),
  );
  for (const kind of ["date", "datetime", "time"] as const)
    database.function(`django_${kind}_trunc`, deterministic, (part, value, zone, stored) =>
      truncate(kind, part, value, zone, stored),
    );
  database.function("django_format_dtdelta", deterministic, (connector, left, right) =>
    addDuration(connector, left, right),
  );
  database.function("django_time_diff", deterministic, (left, right) => timeDifference(left, right));
  database.function("django_timestamp_diff", deterministic, (left, right) =>
    timestampDifference(left, right),
  );
  for (const [name, result] of Object.entries(STATISTICS)) database.aggregate(name, aggregateOf(result));
  database.function("regexp", deterministic, (pattern, value) => regexp(pattern, value));
}

/** The type of node:sqlite knows only values of SQLite as what is kept; anything is. */
function aggregateOf(result: (numbers: Numbers) => number | null): AggregateOptions {
  return { start: () => [], step: addNumber, result } as unknown as AggregateOptions;
}

const STATISTICS: Readonly<Record<string, (numbers: Numbers) => number | null>> = {
  STDDEV_POP: (numbers) => deviation(numbers, false),
  STDDEV_SAMP: (numbers) => deviation(numbers, true),
  VAR_POP: (numbers) => variance(numbers, false),
  VAR_SAMP: (numbers) => variance(numbers, true),
};
