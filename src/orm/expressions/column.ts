import type { FieldDescription } from "../../manifest/schema.ts";
import type { TableAlias } from "./alias.ts";
import type { SqlContext, SqlExpression } from "./expression.ts";
import { text } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** The far end of a relation that a column stands for: what its lookups compare with. */
export interface RelatedEnd {
  /** Label of the model whose instances the relation holds. */
  readonly model: string;
  /** The field of that model whose value the column has. */
  readonly target: FieldDescription;
  /**
   * The value that stands for an instance in a lookup; other values as they are.
   * @throws QueryError an instance of another model, or one that was never saved.
   */
  keyOf(value: unknown): unknown;
}

/** A column of a table in the query (`django.db.models.expressions.Col`). */
export class Column implements SqlExpression {
  readonly alias: TableAlias;
  /** The field that has the column. */
  readonly field: FieldDescription;
  readonly output: FieldDescription;
  /** Set when the name that led here is a relation, forward or reverse. */
  readonly related: RelatedEnd | null;
  readonly containsAggregate = false;

  /** `output`: the field that decodes the column's values; for a foreign key, the one at its end. */
  constructor(
    alias: TableAlias,
    field: FieldDescription,
    output: FieldDescription,
    related: RelatedEnd | null,
  ) {
    this.alias = alias;
    this.field = field;
    this.output = output;
    this.related = related;
  }

  get conditional(): boolean {
    return this.related === null && this.output.internalType === "BooleanField";
  }

  toSql({ dialect, inner }: SqlContext): Sql {
    if (inner !== undefined) return inner.column(this);
    return text(`${this.alias.toSql(dialect)}.${dialect.quoteName(this.field.column as string)}`);
  }

  columns(): readonly SqlExpression[] {
    return [this];
  }

  groupBy(): readonly SqlExpression[] {
    return [this];
  }
}

/** The same column of the same table; or the same expression. */
export function sameColumn(one: SqlExpression, other: SqlExpression | null): boolean {
  if (one === other) return true;
  return (
    one instanceof Column && other instanceof Column && one.alias === other.alias && one.field === other.field
  );
}
