import { QueryError } from "../../errors/query.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import type { QueryBuilder } from "./builder.ts";
import type { SelectedColumn } from "./parts.ts";
import type { Expression } from "./tree.ts";

/** What Django refuses in the name of a column (`FORBIDDEN_ALIAS_PATTERN`). */
const FORBIDDEN = /['`"\];\s\p{Cc}]|--|\/\*|\*\/|#/u;

/** `annotate()`, and `alias()` whose values are in no row. */
export function annotate(
  builder: QueryBuilder,
  expressions: Readonly<Record<string, Expression>>,
  selected: boolean,
): void {
  let aggregates = false;
  for (const [name, expression] of Object.entries(expressions)) {
    checkName(builder, name);
    const resolved = builder.parts.resolveExpression(builder, expression, null);
    builder.annotations.set(name, { expression: resolved, selected });
    if (selected && "columns" in builder.selection) {
      const columns = [...builder.selection.columns, { name, expression: resolved }];
      builder.selection = { ...builder.selection, columns };
    }
    aggregates ||= resolved.containsAggregate;
  }
  if (!aggregates) return;
  // After values() rows are grouped by what was chosen, else each of the model's rows is a group.
  builder.grouping = "columns" in builder.selection ? columnGrouping(builder.selection.columns) : "model";
}

function checkName(builder: QueryBuilder, name: string): void {
  if (FORBIDDEN.test(name))
    throw new QueryError(
      "Column aliases cannot contain whitespace characters, hashes, control characters, quotation marks, " +
        "semicolons, or SQL comments.",
    );
  const { meta } = builder;
  const taken =
    "columns" in builder.selection
      ? builder.selectedByName(name) !== null && meta.field(name) !== undefined
      : name !== "pk" && meta.lookupNames().includes(name);
  if (taken) throw new QueryError(`The annotation '${name}' conflicts with a field on the model.`);
}

/** `set_group_by` after values(). */
function columnGrouping(columns: readonly SelectedColumn[]): readonly SqlExpression[] {
  return columns.flatMap(({ expression }) => expression.groupBy());
}

/** The model's columns, and what annotations add to them: values() after an aggregate keeps its groups. */
export function modelGrouping(builder: QueryBuilder): readonly SqlExpression[] {
  const columns = builder.parts.selectColumns(builder);
  return columns.flatMap(({ expression }) => expression.groupBy());
}
