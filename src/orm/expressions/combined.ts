import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { TemporalKind, TemporalSql } from "../backends/backend.ts";
import type { SqlExpression } from "./expression.ts";
import { Func } from "./func.ts";
import { outputField } from "./output-field.ts";
import { namedOutput, numberKind } from "./output-types.ts";
import type { ResolveExpression } from "./resolver.ts";
import { NotCompilable } from "./result-set.ts";
import { mapTexts } from "./sql.ts";

/** Django's connectors, and how they are written; "^" is the dialect's. */
const CONNECTORS: Readonly<Record<string, string>> = {
  "+": "+",
  "-": "-",
  "*": "*",
  "/": "/",
  "%%": "%",
  "%": "%",
  "^": "^",
  "&": "&",
  "|": "|",
  "<<": "<<",
  ">>": ">>",
};

/** `F("price") * 2` is the expression "CombinedExpression" of the left, the connector and the right. */
export const combinedExpression: ResolveExpression = ([left, connector, right], options, resolver) => {
  const written = CONNECTORS[connector as string];
  if (written === undefined) throw new NotCompilable(`The connector ${String(connector)}.`);
  const lhs = resolver.argument(left);
  const rhs = resolver.argument(right);
  const named = namedOutput(options["output_field"]);
  if (TEMPORAL.has(typeOf(lhs)) || TEMPORAL.has(typeOf(rhs))) return temporal(lhs, written, rhs, named);
  // Asked when somebody needs it: an ExpressionWrapper says what arithmetic of mixed types gives.
  const output = () => named ?? combinedOutput(written, lhs.output, rhs.output);
  return new Func([lhs, rhs], output, (args, { dialect }) =>
    mapTexts(args, (one, other) =>
      written === "^" ? dialect.power(one as string, other as string) : `(${one} ${written} ${other})`,
    ),
  );
};

/** An operand's type, where it has one. */
function typeOf(operand: SqlExpression): string {
  try {
    return operand.output?.internalType ?? "NoneType";
  } catch (error) {
    if (error instanceof FieldError) return "NoneType";
    throw error;
  }
}

/** `DurationExpression` and `TemporalSubtraction`. */
function temporal(
  lhs: SqlExpression,
  connector: string,
  rhs: SqlExpression,
  named: FieldDescription | null,
): SqlExpression {
  const [left, right] = [typeOf(lhs), typeOf(rhs)];
  if (connector !== "+" && connector !== "-") throw new NotCompilable("A product of durations.");
  const write = temporalWriter(left, connector, right);
  if (write === null) throw new NotCompilable(`Arithmetic of ${left} and ${right}.`);
  return new Func([lhs, rhs], named ?? outputField(write.output), (args, { dialect }) =>
    mapTexts(args, (one, other) => write.toSql(dialect.temporal, one as string, other as string)),
  );
}

interface TemporalWriter {
  readonly output: string;
  toSql(temporal: TemporalSql, left: string, right: string): string;
}

function temporalWriter(left: string, connector: "+" | "-", right: string): TemporalWriter | null {
  if (left === "DurationField" && right === "DurationField")
    return { output: "DurationField", toSql: (_temporal, one, other) => `(${one} ${connector} ${other})` };
  const kind = KINDS[left];
  if (connector === "-" && left === right && kind !== undefined)
    return { output: "DurationField", toSql: (sql, one, other) => sql.difference(kind, one, other) };
  const moves =
    (left === "DateTimeField" && right === "DurationField") ||
    (connector === "+" && left === "DurationField" && right === "DateTimeField");
  return moves
    ? { output: "DateTimeField", toSql: (sql, one, other) => sql.addDuration(connector, one, other) }
    : null;
}

const KINDS: Readonly<Record<string, TemporalKind>> = {
  DateField: "date",
  DateTimeField: "datetime",
  TimeField: "time",
};

/** `_connector_combinations`: integers stay integers, with anything else they become that. */
function combinedOutput(
  connector: string,
  lhs: FieldDescription | null,
  rhs: FieldDescription | null,
): FieldDescription {
  const [left, right] = [numberKind(lhs), numberKind(rhs)];
  if (left !== null && right !== null) {
    if (left === right) return outputField(NAMES[left]);
    if (left === "integer" || right === "integer")
      return outputField(NAMES[left === "integer" ? right : left]);
  }
  const types = [lhs, rhs].map((field) => field?.internalType ?? "NoneType");
  throw new FieldError(
    `Cannot infer type of '${connector}' expression involving these types: ${types.join(", ")}. You must set output_field.`,
  );
}

const NAMES = { integer: "IntegerField", decimal: "DecimalField", float: "FloatField" } as const;

const TEMPORAL: ReadonlySet<string> = new Set(["DateField", "DateTimeField", "TimeField", "DurationField"]);
