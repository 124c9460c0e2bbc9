import { NODE, expression, isExpression } from "../query/tree.ts";
import type { Expression, OrderTerm } from "../query/tree.ts";
import type { Arithmetic, Computed } from "../typing/expressions.ts";
import type { Ordering, Sorted } from "../typing/sorted.ts";

/** An expression at run time: data, and the methods that make others of it (`Combinable`). */
class ComputedExpression implements Expression {
  readonly [NODE] = "expression";
  readonly name: string;
  readonly args: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;

  constructor(name: string, args: readonly unknown[], options: Readonly<Record<string, unknown>>) {
    this.name = name;
    this.args = args;
    this.options = options;
  }

  plus(other: unknown): Expression {
    return this.combined("+", other);
  }

  minus(other: unknown): Expression {
    return this.combined("-", other);
  }

  times(other: unknown): Expression {
    return this.combined("*", other);
  }

  dividedBy(other: unknown): Expression {
    return this.combined("/", other);
  }

  mod(other: unknown): Expression {
    return this.combined("%%", other);
  }

  pow(other: unknown): Expression {
    return this.combined("^", other);
  }

  bitand(other: unknown): Expression {
    return this.combined("&", other);
  }

  bitor(other: unknown): Expression {
    return this.combined("|", other);
  }

  asc(options: Ordering = {}): SortedExpression {
    return new SortedExpression(this, false, options);
  }

  desc(options: Ordering = {}): SortedExpression {
    return new SortedExpression(this, true, options);
  }

  private combined(connector: Arithmetic, other: unknown): Expression {
    return new ComputedExpression("CombinedExpression", [this, connector, operand(other)], {});
  }
}

/** A name on the right of an operator; Python's operators take a text for a text. */
function operand(value: unknown): unknown {
  return typeof value === "string" ? expression("F", [value]) : value;
}

/** What `asc()` and `desc()` give: Django's OrderBy. */
class SortedExpression {
  readonly term: Exclude<OrderTerm, string>;

  constructor(sorted: Expression, descending: boolean, { nullsFirst = false, nullsLast = false }: Ordering) {
    this.term = { expression: sorted, descending, nulls: nullsFirst ? "first" : nullsLast ? "last" : null };
  }
}

/** Makes an expression that is typed where it leaves this folder. */
export function computed<Rule, Sources extends readonly unknown[]>(
  name: string,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>> = {},
): Computed<Rule, Sources> {
  return new ComputedExpression(name, args, options) as unknown as Computed<Rule, Sources>;
}

/** A term of orderBy(): a name, an expression, or one with a direction. */
export function orderTerm(term: unknown): OrderTerm {
  if (isExpression(term)) return { expression: term, descending: false, nulls: null };
  return term instanceof SortedExpression ? term.term : (term as OrderTerm);
}

/** The same as an expression, for the ORDER BY of a window. */
export function orderExpression(term: string | Expression | Sorted<unknown>): Expression {
  const resolved = orderTerm(term);
  if (typeof resolved === "string") {
    const descending = resolved.startsWith("-");
    return expression("OrderBy", [expression("F", [descending ? resolved.slice(1) : resolved])], {
      descending,
    });
  }
  const { expression: sorted, descending, nulls } = resolved;
  return expression("OrderBy", [sorted], {
    descending,
    ...(nulls === null ? {} : { [`nulls_${nulls}`]: true }),
  });
}
