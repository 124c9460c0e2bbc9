import { literal } from "../../expressions/sql.ts";
import { valueSettings } from "../../fields/project.ts";
import type { CastType, DatePart, Dialect } from "../backend.ts";
import { expressionDecoder } from "../expression-decoder.ts";
import { SIZED_INTEGERS } from "../integer-ranges.ts";
import { postgresJson } from "./json.ts";
import { postgresValues } from "./values.ts";

/** `%` is where the right-hand side stands (`DatabaseWrapper.operators` in django/db/backends/postgresql/base.py). */
const OPERATORS: Readonly<Record<string, string>> = {
  exact: "= %",
  iexact: "= UPPER(%)",
  contains: "LIKE %",
  icontains: "LIKE UPPER(%)",
  startswith: "LIKE %",
  istartswith: "LIKE UPPER(%)",
  endswith: "LIKE %",
  iendswith: "LIKE UPPER(%)",
  regex: "~ %",
  iregex: "~* %",
  gt: "> %",
  gte: ">= %",
  lt: "< %",
  lte: "<= %",
};

const ESCAPED = "REPLACE(REPLACE(REPLACE((%)::text, E'\\\\', E'\\\\\\\\'), E'%', E'\\\\%'), E'_', E'\\\\_')";

/** Lookups on text, and those that do not mind its case. */
const TEXT_LOOKUPS: ReadonlySet<string> = new Set([
  "iexact",
  "contains",
  "icontains",
  "startswith",
  "istartswith",
  "endswith",
  "iendswith",
  "regex",
  "iregex",
]);
const CASE_BLIND: ReadonlySet<string> = new Set(["iexact", "icontains", "istartswith", "iendswith"]);

/** SQL as Django's PostgreSQL backend writes it. */
export function postgresDialect(): Dialect {
  return {
    vendor: "postgresql",
    features: {
      synchronous: false,
      supportsDistinctOn: true,
      hasSelectForUpdate: true,
      hasNativeUuid: true,
      hasReturning: true,
      // The protocol counts them in 16 bits.
      maxParameters: 65_535,
      supportsOrderByNulls: true,
      supportsSlicingOrderingInCompound: true,
      supportsParenthesesInCompound: true,
      nullsSortLast: true,
      comparesIexactByLike: false,
      hasNativeRegex: true,
    },
    ...postgresValues,
    // The driver read it by its type.
    fromDeclared: () => null,
    fromDriver: (field) => expressionDecoder(field) ?? postgresValues.fromDriver(field),
    quoteName: (name) => (name.startsWith('"') && name.endsWith('"') ? name : `"${name}"`),
    placeholder: (position) => `$${position}`,
    operator: (lookup, rhs) => (OPERATORS[lookup] as string).replace("%", () => rhs),
    patternOperator(lookup, rhs) {
      const escaped = ESCAPED.replace("%", () => rhs);
      const text = CASE_BLIND.has(lookup) ? `UPPER(${escaped})` : escaped;
      const before = lookup.endsWith("contains") || lookup.endsWith("endswith") ? "'%' || " : "";
      const after = lookup.endsWith("contains") || lookup.endsWith("startswith") ? " || '%'" : "";
      return `LIKE ${before}${text}${after}`;
    },
    lookupCast(lookup, lhs, internalType) {
      if (!TEXT_LOOKUPS.has(lookup)) return lhs;
      const address = internalType === "GenericIPAddressField" || internalType === "IPAddressField";
      const text = address ? `HOST(${lhs})` : `${lhs}::text`;
      return CASE_BLIND.has(lookup) ? `UPPER(${text})` : text;
    },
    // The type of the list follows from the left; numbers beyond the column's type are compared, not refused.
    inList: (rhs, { internalType }) =>
      Object.hasOwn(SIZED_INTEGERS, internalType) ? `= ANY(${rhs}::bigint[])` : `= ANY(${rhs})`,
    listToDriver: (values) => values,
    integerRange: (internalType) => SIZED_INTEGERS[internalType] ?? null,
    json: postgresJson,
    limitOffset: (limit, offset) =>
      [limit === null ? "" : `LIMIT ${limit}`, offset === null ? "" : `OFFSET ${offset}`]
        .filter(Boolean)
        .join(" "),
    temporal: {
      extract(part, sql, kind, zone) {
        const local = kind === "datetime" ? inZone(sql, zone) : sql;
        if (part === "second" && kind !== "date")
          return `EXTRACT(SECOND FROM DATE_TRUNC('second', ${local}))`;
        return part === "week_day"
          ? `EXTRACT(DOW FROM ${local}) + 1`
          : `EXTRACT(${PARTS[part]} FROM ${local})`;
      },
      castDate: (sql, zone) => `(${inZone(sql, zone)})::date`,
      castTime: (sql, zone) => `(${inZone(sql, zone)})::time`,
      truncate(part, sql, kind, isDateTime, zone) {
        const cut = `DATE_TRUNC(${literal(part)}, ${isDateTime ? inZone(sql, zone) : sql})`;
        return kind === "time" ? `${cut}::time` : cut;
      },
      addDuration: (connector, left, right) => `(${left} ${connector} ${right})`,
      difference: (kind, left, right) =>
        kind === "date" ? `(interval '1 day' * (${left} - ${right}))` : `(${left} - ${right})`,
    },
    text: {
      left: (text, length) => `LEFT(${text}, ${length})`,
      right: (text, length) => `RIGHT(${text}, ${length})`,
      position: "STRPOS",
    },
    cast(sql, type) {
      const name = castType(type);
      return name === null ? null : `(${sql})::${name}`;
    },
    exactNumber: (sql) => `(${sql})::numeric(1000, 15)`,
    // CURRENT_TIMESTAMP stands still in a transaction.
    now: "STATEMENT_TIMESTAMP()",
    joinCast: (sql, own, other) =>
      own.dbType === null || other.dbType === null || baseType(own.dbType) === baseType(other.dbType)
        ? sql
        : `(${sql})::${baseType(own.dbType)}`,
    typedValue: (placeholder, internalType) => `${placeholder}::${VALUE_TYPES[internalType] ?? "text"}`,
    insertIgnoring: { into: "INSERT INTO", suffix: " ON CONFLICT DO NOTHING" },
    columnValue: (placeholder, dbType) => `${placeholder}::${baseType(dbType)}`,
    exactDecimal: (sql) => sql,
    castText: (sql) => `(${sql})::text`,
    power: (base, exponent) => `(${base} ^ ${exponent})`,
    greatest: "GREATEST",
    least: "LEAST",
    groupsByPrimaryKey: true,
    random: "RANDOM()",
    explainPrefix: "EXPLAIN",
  };
}

/** What a value stands for where PostgreSQL has nothing else to tell its type by. */
const VALUE_TYPES: Readonly<Record<string, string>> = {
  BooleanField: "boolean",
  IntegerField: "integer",
  BigIntegerField: "bigint",
  FloatField: "numeric",
  DecimalField: "numeric",
  DateField: "date",
  DateTimeField: "timestamp with time zone",
  TimeField: "time",
  DurationField: "interval",
  UUIDField: "uuid",
  BinaryField: "bytea",
  JSONField: "jsonb",
};

const PARTS: Readonly<Record<Exclude<DatePart, "week_day">, string>> = {
  year: "YEAR",
  iso_year: "ISOYEAR",
  quarter: "QUARTER",
  month: "MONTH",
  week: "WEEK",
  iso_week_day: "ISODOW",
  day: "DAY",
  hour: "HOUR",
  minute: "MINUTE",
  second: "SECOND",
};

function inZone(sql: string, zone?: string | null): string {
  const { useTz, timeZone } = valueSettings();
  return useTz ? `${sql} AT TIME ZONE ${literal(zone ?? timeZone)}` : sql;
}

/** `DatabaseWrapper.data_types`. */
function castType({ internalType, maxLength, maxDigits, decimalPlaces }: CastType): string | null {
  switch (internalType) {
    case "CharField":
      return maxLength === undefined ? "varchar" : `varchar(${maxLength})`;
    case "DecimalField":
      return maxDigits === undefined ? "numeric" : `numeric(${maxDigits}, ${decimalPlaces})`;
    case "FloatField":
      return "double precision";
    case "TextField":
      return "text";
    default:
      return VALUE_TYPES[internalType] ?? null;
  }
}

/** "varchar(20)" without its length. */
function baseType(dbType: string): string {
  return dbType.replace(/\(.*\)/, "");
}
