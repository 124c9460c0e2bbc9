import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { outputField } from "../expressions/output-field.ts";
import type { Sql } from "../expressions/sql.ts";
import type { Lookup, RightSide } from "./lookup.ts";

/** A lookup with both its sides: one condition of a WHERE. */
export class LookupCondition implements SqlExpression {
  readonly lookup: Lookup;
  readonly lhs: SqlExpression;
  readonly rhs: RightSide;
  readonly output: FieldDescription = outputField("BooleanField");
  readonly conditional = true;

  constructor(lookup: Lookup, lhs: SqlExpression, rhs: RightSide) {
    this.lookup = lookup;
    this.lhs = lhs;
    this.rhs = rhs;
  }

  get containsAggregate(): boolean {
    return this.sides().some((side) => side.containsAggregate);
  }

  toSql(context: SqlContext): Sql {
    return this.lookup.toSql(this.lhs, this.rhs, context);
  }

  columns(): readonly SqlExpression[] {
    return this.sides().flatMap((side) => side.columns());
  }

  groupBy(): readonly SqlExpression[] {
    return this.sides().flatMap((side) => side.groupBy());
  }

  private sides(): SqlExpression[] {
    return [this.lhs, ...expressionsOf(this.rhs)];
  }
}

function expressionsOf(side: RightSide): SqlExpression[] {
  switch (side.kind) {
    case "value":
      return [];
    case "expression":
      return [side.expression];
    case "items":
      return side.items.flatMap(expressionsOf);
  }
}
