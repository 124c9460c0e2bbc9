import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { outputField } from "../expressions/output-field.ts";
import { EmptyResultSet, FullResultSet } from "../expressions/result-set.ts";
import { join, sql } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";

/** "exactlyOne": what XOR was once (`DjangoRules`). */
export type Connector = "and" | "or" | "xor" | "exactlyOne";

/** Conditions and their connector (`WhereNode` in django/db/models/sql/where.py). Grows while a query is built. */
export class Where implements SqlExpression {
  readonly output = outputField("BooleanField");
  readonly conditional = true;
  private connector: Connector;
  private readonly negated: boolean;
  private children: SqlExpression[];

  constructor(connector: Connector = "and", negated = false, children: readonly SqlExpression[] = []) {
    this.connector = connector;
    this.negated = negated;
    this.children = [...children];
  }

  get isEmpty(): boolean {
    return this.children.length === 0;
  }

  get containsAggregate(): boolean {
    return this.children.some((child) => child.containsAggregate);
  }

  /** `Node.add`: nodes of the same connector are merged, so that SQL has no needless parentheses. */
  add(child: SqlExpression, connector: Connector): void {
    if (this.connector !== connector) {
      this.children = [new Where(this.connector, false, this.children), child];
      this.connector = connector;
    } else if (
      child instanceof Where &&
      !child.negated &&
      (child.connector === connector || child.children.length === 1)
    ) {
      this.children.push(...child.children);
    } else {
      this.children.push(child);
    }
  }

  toSql(context: SqlContext): Sql {
    if (this.isCounted) return this.counted().toSql(context);
    const parts: Sql[] = [];
    // How many more children that match every row, or none, decide the whole node.
    let full = this.connector === "and" ? this.children.length : 1;
    let empty = this.connector === "and" ? 1 : this.children.length;
    for (const child of this.children) {
      try {
        parts.push(child.toSql(context));
      } catch (error) {
        if (error instanceof EmptyResultSet) empty -= 1;
        else if (error instanceof FullResultSet) full -= 1;
        else throw error;
      }
      if (empty === 0) throw this.negated ? new FullResultSet() : new EmptyResultSet();
      if (full === 0) throw this.negated ? new EmptyResultSet() : new FullResultSet();
    }
    if (parts.length === 0) throw new FullResultSet();
    const whole = join(parts, this.connector === "and" ? " AND " : " OR ");
    if (this.negated) return sql`NOT (${whole})`;
    return parts.length > 1 ? sql`(${whole})` : whole;
  }

  private get isCounted(): boolean {
    return this.connector === "xor" || this.connector === "exactlyOne";
  }

  /** XOR where the database has none: some are true, and the right number of them. */
  private counted(): Where {
    const some = new Where("or", false, this.children);
    return new Where("and", this.negated, [some, new TrueCount(this.children, this.connector === "xor")]);
  }

  columns(): readonly SqlExpression[] {
    return this.children.flatMap((child) => child.columns());
  }

  groupBy(): readonly SqlExpression[] {
    return this.children.flatMap((child) => child.groupBy());
  }

  /** The conditions for WHERE, and those that need groups for HAVING (`split_having_qualify`). */
  splitHaving(negated = false): { readonly where: Where | null; readonly having: Where | null } {
    if (!this.containsAggregate) return { where: this, having: null };
    const inNegated = negated !== this.negated;
    const together = this.isCounted || (this.connector === "and") === inNegated;
    if (together) return { where: null, having: this };
    const where: SqlExpression[] = [];
    const having: SqlExpression[] = [];
    for (const child of this.children) {
      if (child instanceof Where) {
        const parts = child.splitHaving(inNegated);
        if (parts.where !== null) where.push(parts.where);
        if (parts.having !== null) having.push(parts.having);
      } else (child.containsAggregate ? having : where).push(child);
    }
    const part = (children: readonly SqlExpression[]): Where | null =>
      children.length === 0 ? null : new Where(this.connector, this.negated, children);
    return { where: part(where), having: part(having) };
  }
}

/** That one of the conditions is true, or any odd number of them. */
class TrueCount extends Where {
  private readonly conditions: readonly SqlExpression[];
  private readonly anyOdd: boolean;

  constructor(conditions: readonly SqlExpression[], anyOdd: boolean) {
    super("and", false, conditions);
    this.conditions = conditions;
    this.anyOdd = anyOdd;
  }

  override toSql(context: SqlContext): Sql {
    const ones = this.conditions.map((condition) => oneIf(condition, context));
    const sum = sql`(${join(ones, " + ")})`;
    return this.anyOdd ? sql`1 = ${sum} % 2` : sql`1 = ${sum}`;
  }
}

function oneIf(condition: SqlExpression, context: SqlContext): Sql {
  try {
    return sql`CASE WHEN ${condition.toSql(context)} THEN 1 ELSE 0 END`;
  } catch (error) {
    if (error instanceof EmptyResultSet) return sql`0`;
    if (error instanceof FullResultSet) return sql`1`;
    throw error;
  }
}

/** A condition that no row meets (`NothingNode`). */
export const NOTHING: SqlExpression = {
  output: outputField("BooleanField"),
  conditional: true,
  containsAggregate: false,
  toSql: () => {
    throw new EmptyResultSet();
  },
  columns: () => [],
  groupBy: () => [],
};
