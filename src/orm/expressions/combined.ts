import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
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
  const output = namedOutput(options["output_field"]) ?? combinedOutput(written, lhs.output, rhs.output);
  return new Func([lhs, rhs], output, (args, { dialect }) => {
    return mapTexts(args, (one, other) =>
      written === "^" ? dialect.power(one as string, other as string) : `(${one} ${written} ${other})`,
    );
  });
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
  if (types.some((type) => TEMPORAL.has(type)))
    throw new NotCompilable("Arithmetic with dates and durations.");
  throw new FieldError(
    `Cannot infer type of '${connector}' expression involving these types: ${types.join(", ")}. You must set output_field.`,
  );
}

const NAMES = { integer: "IntegerField", decimal: "DecimalField", float: "FloatField" } as const;

const TEMPORAL: ReadonlySet<string> = new Set(["DateField", "DateTimeField", "TimeField", "DurationField"]);
