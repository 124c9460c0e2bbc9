import { randomUUID } from "node:crypto";
import type { FieldDescription } from "../../manifest/schema.ts";
import { wallTime } from "../../util/time-zone.ts";
import { naiveText } from "../fields/datetime-field.ts";
import { DateTime } from "../fields/datetime.ts";
import { valueSettings } from "../fields/project.ts";
import { fromWire } from "../fields/wire.ts";

/** What only the database, or only Python, can fill in: the attribute stays undefined until the row is saved. */
export const FILLED_LATER = undefined;

/** `Field.get_default`: what an attribute of a new instance has when nothing is given. */
export function fieldDefault(field: FieldDescription): unknown {
  switch (field.default.kind) {
    case "value":
      return fromWire(field.default.value);
    case "callable":
      return CALLABLES[field.default.name]?.();
    case "python":
      return FILLED_LATER;
    case "none":
      if (field.dbDefault || field.generated) return FILLED_LATER;
      return !field.null && field.relation === null && EMPTY_TEXT.has(field.internalType) ? "" : null;
  }
}

/** Whether the default is a function that only Python has. */
export function isPythonDefault({ default: { kind, ...given } }: FieldDescription): boolean {
  return (
    kind === "python" || (kind === "callable" && !Object.hasOwn(CALLABLES, (given as { name: string }).name))
  );
}

/** `Field.empty_strings_allowed`. A file's column is "" too; its attribute is null where there is no file. */
const EMPTY_TEXT: ReadonlySet<string> = new Set([
  "CharField",
  "CommaSeparatedIntegerField",
  "EmailField",
  "FilePathField",
  "SlugField",
  "TextField",
  "URLField",
]);

/** Callables by their dotted names, as `django_fastapi/manifest/defaults.py` lists them. */
const CALLABLES: Readonly<Record<string, () => unknown>> = {
  "django.utils.timezone.now": now,
  "datetime.datetime.now": () => localNow().datetime,
  "datetime.date.today": () => localNow().date,
  "uuid.uuid4": () => randomUUID(),
  "builtins.dict": () => ({}),
  "builtins.list": () => [],
  "builtins.str": () => "",
  "builtins.int": () => 0,
  "builtins.float": () => 0,
  "builtins.bool": () => false,
};

/** `django.utils.timezone.now`: naive text where USE_TZ is off. */
export function now(): DateTime | string {
  return valueSettings().useTz ? currentTime() : localNow().datetime;
}

/** Date and time on the project's clock (Django sets the process's zone to TIME_ZONE). */
export function localNow(): { readonly datetime: string; readonly date: string; readonly time: string } {
  const current = currentTime();
  const datetime = naiveText(wallTime(valueSettings().timeZone, current.getTime()), current.microseconds);
  const [date, time] = datetime.split("T") as [string, string];
  return { datetime, date, time };
}

/** With microseconds, as far as the machine tells them: rows written one after the other keep their order. */
function currentTime(): DateTime {
  const wall = Date.now();
  const elapsed = performance.timeOrigin + performance.now();
  // The clock was set since the process began (or a test sets it).
  if (Math.abs(wall - elapsed) > 2) return new DateTime(wall);
  const milliseconds = Math.floor(elapsed);
  return new DateTime(milliseconds, Math.floor((elapsed - milliseconds) * 1000));
}
