import type { Transform } from "./transform.ts";

/** The time of day of a datetime in the current time zone (`TruncTime`). */
export const time: Transform = {
  name: "time",
  output: "TimeField",
  inputs: ["DateTimeField"],
  toSql: (lhs, _input, { dialect }) => dialect.temporal.castTime(lhs),
};
