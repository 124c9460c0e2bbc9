import type { Transform } from "./transform.ts";

/** The day of a datetime in the current time zone (`TruncDate`). */
export const date: Transform = {
  name: "date",
  output: "DateField",
  inputs: ["DateTimeField"],
  toSql: (lhs, _input, { dialect }) => dialect.temporal.castDate(lhs),
};
