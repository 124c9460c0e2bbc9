import { QueryError } from "../../../errors/query.ts";
import type { FieldDescription } from "../../../manifest/schema.ts";
import type { TemporalKind, TruncPart } from "../../backends/backend.ts";
import { DateTime, parseDateTime } from "../../fields/datetime.ts";
import { valueSettings } from "../../fields/project.ts";
import { Transformed } from "../../lookups/transform.ts";
import { findTransform } from "../../lookups/registry.ts";
import { instantOf } from "../../../util/time-zone.ts";
import { Column } from "../column.ts";
import type { SqlContext, SqlExpression } from "../expression.ts";
import { Func } from "../func.ts";
import { outputField } from "../output-field.ts";
import { namedOutput } from "../output-types.ts";
import type { ResolveExpression } from "../resolver.ts";
import { NotCompilable } from "../result-set.ts";
import { mapText, text } from "../sql.ts";
import type { Sql } from "../sql.ts";

/* django/db/models/functions/datetime.py. What is refused there is left to it: it says why. */

/** The time of the database. */
export const now: ResolveExpression = (_args, _options, _resolver) =>
  new Func([], outputField("DateTimeField"), (_sources, { dialect }) => text(dialect.now));

/** A part of a date, by the transform of that name, so that its lookups are the same. */
export function extract(part: string | null): ResolveExpression {
  return ([source], options, resolver) => {
    const name = part ?? String(options["lookup_name"]);
    const expression = resolver.argument(source);
    const zone = zoneOption(options, expression);
    const extracted = findTransform(expression, name);
    if (!(extracted instanceof Transformed)) throw new NotCompilable(`Extract() of '${name}'.`);
    if (zone === null) return extracted;
    const { transform } = extracted;
    return new Transformed(
      {
        ...transform,
        toSql: (lhs, _input, { dialect }) => dialect.temporal.extract(name as never, lhs, "datetime", zone),
      },
      expression,
    );
  };
}

/** The day, or the time of day, of a datetime. */
export function castTo(kind: "date" | "time"): ResolveExpression {
  return ([source], options, resolver) => {
    const expression = resolver.argument(source);
    const zone = zoneOption(options, expression);
    if (kindOf(expression.output) !== "datetime") throw new NotCompilable(`A ${kind} of no datetime.`);
    return new Func(
      [expression],
      outputField(kind === "date" ? "DateField" : "TimeField"),
      ([sql], { dialect }) =>
        mapText(sql as Sql, (lhs) =>
          kind === "date" ? dialect.temporal.castDate(lhs, zone) : dialect.temporal.castTime(lhs, zone),
        ),
    );
  };
}

export function trunc(part: TruncPart | null): ResolveExpression {
  return ([source], options, resolver) => {
    const name = part ?? String(options["kind"]);
    const expression = resolver.argument(source);
    const from = kindOf(expression.output);
    const output = namedOutput(options["output_field"]) ?? outputField(expression.output?.internalType ?? "");
    const to = kindOf(output);
    if (expression instanceof Column) refuseMisfit(name, expression.output, from, output);
    if (from === null || to === null || !fits(name, from, to))
      throw new NotCompilable(`Trunc() to '${name}'.`);
    return new Truncated(name as TruncPart, expression, output, zoneOption(options, expression));
  };
}

const DATE_PARTS: ReadonlySet<string> = new Set(["year", "quarter", "month", "week", "day"]);
const TIME_PARTS: ReadonlySet<string> = new Set(["hour", "minute", "second"]);

/**
 * What is refused by name (`TruncBase.resolve_expression`).
 * @throws QueryError
 */
function refuseMisfit(
  part: string,
  field: FieldDescription,
  from: TemporalKind | null,
  output: FieldDescription,
): void {
  if (from === null) throw new QueryError(`'${field.name}' isn't a DateField, TimeField, or DateTimeField.`);
  const to = kindOf(output);
  const misfit =
    from === "date"
      ? to === "datetime" || TIME_PARTS.has(part) || part === "time"
      : from === "time" && (to === "datetime" || DATE_PARTS.has(part) || part === "date");
  if (!misfit) return;
  const wanted = output.internalType === field.internalType ? "DateTimeField" : output.internalType;
  throw new QueryError(`Cannot truncate ${field.internalType} '${field.name}' to ${wanted}.`);
}

function fits(part: string, from: TemporalKind, to: TemporalKind): boolean {
  if (from === "date") return to === "date" && DATE_PARTS.has(part);
  if (from === "time") return to === "time" && TIME_PARTS.has(part);
  return to === "date"
    ? DATE_PARTS.has(part)
    : to === "time"
      ? TIME_PARTS.has(part)
      : DATE_PARTS.has(part) || TIME_PARTS.has(part);
}

class Truncated implements SqlExpression {
  readonly output: FieldDescription;
  readonly conditional = false;
  private readonly part: TruncPart;
  private readonly source: SqlExpression;
  private readonly zone: string | null;

  constructor(part: TruncPart, source: SqlExpression, output: FieldDescription, zone: string | null) {
    this.part = part;
    this.source = source;
    this.output = output;
    this.zone = zone;
  }

  get containsAggregate(): boolean {
    return this.source.containsAggregate;
  }

  toSql(context: SqlContext): Sql {
    const isDateTime = kindOf(this.source.output) === "datetime";
    const kind = kindOf(this.output) as TemporalKind;
    return mapText(this.source.toSql(context), (lhs) =>
      context.dialect.temporal.truncate(this.part, lhs, kind, isDateTime, this.zone),
    );
  }

  /** `TruncBase.convert_value`: a wall clock of the zone; or a datetime that is only a date. */
  decode(raw: unknown): unknown {
    const written = raw instanceof DateTime ? raw.toISOString() : raw;
    if (typeof written !== "string") return raw;
    const kind = kindOf(this.output);
    if (kind === "date") return written.slice(0, 10);
    const parts = kind === "datetime" ? parseDateTime(written) : null;
    const { useTz, timeZone } = valueSettings();
    if (parts === null || !useTz) return kind === "datetime" ? written.replace(" ", "T") : written;
    return new DateTime(instantOf(this.zone ?? timeZone, parts.epoch), parts.microseconds);
  }

  columns(): readonly SqlExpression[] {
    return this.source.columns();
  }

  groupBy(): readonly SqlExpression[] {
    return this.containsAggregate ? this.source.groupBy() : [this];
  }
}

function kindOf(field: FieldDescription | null): TemporalKind | null {
  switch (field?.internalType) {
    case "DateTimeField":
      return "datetime";
    case "DateField":
      return "date";
    case "TimeField":
      return "time";
    default:
      return null;
  }
}

/** The zone that was named, which only a datetime has. */
function zoneOption(options: Readonly<Record<string, unknown>>, { output }: SqlExpression): string | null {
  const zone = options["tzinfo"];
  if (zone === undefined) return null;
  if (typeof zone !== "string" || kindOf(output) !== "datetime")
    throw new NotCompilable("A tzinfo of no datetime.");
  return zone;
}
