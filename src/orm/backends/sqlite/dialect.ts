import { literal } from "../../expressions/sql.ts";
import { valueSettings } from "../../fields/project.ts";
import type { Dialect } from "../backend.ts";
import { expressionDecoder } from "../expression-decoder.ts";
import { WIDE_INTEGERS } from "../integer-ranges.ts";
import { sqliteJson } from "./json.ts";
import { sqliteValues } from "./values.ts";

const LIKE = "LIKE % ESCAPE '\\'";

/** `%` is where the right-hand side stands (`DatabaseWrapper.operators` in django/db/backends/sqlite3/base.py). */
const OPERATORS: Readonly<Record<string, string>> = {
  exact: "= %",
  iexact: LIKE,
  contains: LIKE,
  icontains: LIKE,
  startswith: LIKE,
  istartswith: LIKE,
  endswith: LIKE,
  iendswith: LIKE,
  regex: "REGEXP %",
  iregex: "REGEXP '(?i)' || %",
  gt: "> %",
  gte: ">= %",
  lt: "< %",
  lte: "<= %",
};

const ESCAPED = "REPLACE(REPLACE(REPLACE(%, '\\', '\\\\'), '%', '\\%'), '_', '\\_')";

/** SQL as Django's SQLite backend writes it. `timeZone`: the connection's, in which naive datetimes are stored. */
export function sqliteDialect(options: { readonly timeZone: string; readonly useTz: boolean }): Dialect {
  // The functions take the zone that is asked for and the one that values are stored in; NULLs without USE_TZ.
  const zones = (zone?: string | null): string =>
    options.useTz
      ? `${literal(zone ?? valueSettings().timeZone)}, ${literal(options.timeZone)}`
      : "NULL, NULL";
  const values = sqliteValues(options);
  return {
    vendor: "sqlite",
    features: {
      synchronous: true,
      supportsDistinctOn: false,
      hasSelectForUpdate: false,
      hasNativeUuid: false,
      hasReturning: true,
      // SQLITE_MAX_VARIABLE_NUMBER
      maxParameters: 32_766,
      supportsOrderByNulls: true,
      supportsSlicingOrderingInCompound: false,
      supportsParenthesesInCompound: false,
      nullsSortLast: false,
      comparesIexactByLike: true,
      hasNativeRegex: false,
    },
    ...values,
    fromDriver: (field) => expressionDecoder(field) ?? values.fromDriver(field),
    quoteName,
    placeholder: () => "?",
    operator: (lookup, rhs) => (OPERATORS[lookup] as string).replace("%", () => rhs),
    patternOperator(lookup, rhs) {
      const escaped = ESCAPED.replace("%", () => rhs);
      const text = lookup.startsWith("i") ? `UPPER(${escaped})` : escaped;
      return `LIKE ${starts(lookup)}${text}${ends(lookup)} ESCAPE '\\'`;
    },
    lookupCast: (_lookup, lhs) => lhs,
    inList: (rhs) => `IN (SELECT value FROM json_each(${rhs}))`,
    listToDriver: (values) => `[${values.map(jsonValue).join(",")}]`,
    integerRange: (internalType) => WIDE_INTEGERS[internalType] ?? null,
    json: sqliteJson,
    // An OFFSET needs a LIMIT; -1 is none. The "+" changes no value and keeps SQLite from planning by it: a statement whose plan may
    // depend on a parameter is prepared anew each time one is bound, which takes longer than most queries.
    limitOffset(given, offset) {
      const limit = given === null ? "-1" : /^\d+$/.test(given) ? given : `+${given}`;
      return offset === null ? `LIMIT ${limit}` : `LIMIT ${limit} OFFSET ${offset}`;
    },
    temporal: {
      extract(part, sql, kind, zone) {
        if (kind === "time") return `django_time_extract(${literal(part)}, ${sql})`;
        return kind === "date"
          ? `django_date_extract(${literal(part)}, ${sql})`
          : `django_datetime_extract(${literal(part)}, ${sql}, ${zones(zone)})`;
      },
      castDate: (sql, zone) => `django_datetime_cast_date(${sql}, ${zones(zone)})`,
      castTime: (sql, zone) => `django_datetime_cast_time(${sql}, ${zones(zone)})`,
      truncate: (part, sql, kind, isDateTime, zone) =>
        `django_${kind}_trunc(${literal(part)}, ${sql}, ${isDateTime ? zones(zone) : "NULL, NULL"})`,
      addDuration: (connector, left, right) =>
        `django_format_dtdelta(${literal(connector)}, ${left}, ${right})`,
      difference: (kind, left, right) =>
        kind === "time" ? `django_time_diff(${left}, ${right})` : `django_timestamp_diff(${left}, ${right})`,
    },
    text: {
      left: (text, length) => `SUBSTR(${text}, 1, ${length})`,
      right: (text, length) => `SUBSTR(${text}, -(${length}))`,
      position: "INSTR",
    },
    cast(sql, { internalType, maxLength }) {
      if (internalType === "DateField") return `date(${sql})`;
      if (internalType === "DateTimeField") return `strftime('%Y-%m-%d %H:%M:%f', ${sql})`;
      if (internalType === "TimeField") return `strftime('%H:%M:%f', ${sql})`;
      if (internalType === "CharField" && maxLength !== undefined)
        return `CAST(${sql} AS varchar(${maxLength}))`;
      const type = CAST_TYPES[internalType];
      return type === undefined ? null : `CAST(${sql} AS ${type})`;
    },
    exactNumber: (sql) => sql,
    now: "STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')",
    joinCast: (sql) => sql,
    typedValue: (placeholder) => placeholder,
    insertIgnoring: { into: "INSERT OR IGNORE INTO", suffix: "" },
    columnValue: (placeholder) => placeholder,
    exactDecimal: (sql) => `(CAST(${sql} AS NUMERIC))`,
    castText: (sql) => sql,
    power: (base, exponent) => `POWER(${base}, ${exponent})`,
    greatest: "MAX",
    least: "MIN",
    groupsByPrimaryKey: false,
    random: "RANDOM()",
    explainPrefix: "EXPLAIN QUERY PLAN",
  };
}

/** `DatabaseWrapper.data_types`; dates and times have functions of their own. */
const CAST_TYPES: Readonly<Record<string, string>> = {
  BigIntegerField: "bigint",
  BinaryField: "BLOB",
  BooleanField: "bool",
  CharField: "varchar",
  DecimalField: "decimal",
  DurationField: "bigint",
  FloatField: "real",
  IntegerField: "integer",
  JSONField: "text",
  TextField: "text",
  UUIDField: "char(32)",
};

function quoteName(name: string): string {
  return name.startsWith('"') && name.endsWith('"') ? name : `"${name}"`;
}

function starts(lookup: string): string {
  return lookup.endsWith("contains") || lookup.endsWith("endswith") ? "'%' || " : "";
}

function ends(lookup: string): string {
  return lookup.endsWith("contains") || lookup.endsWith("startswith") ? " || '%'" : "";
}

/** An element of the list in JSON; integers keep all their digits. */
function jsonValue(value: unknown): string {
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}
