import type {
  Combination,
  Condition,
  Expression,
  Operation,
  OrderTerm,
  QueryTree,
  RowLock,
  Terminal,
} from "../../../src/orm/query/tree.ts";
import { INSTANCE_MODEL, NODE, expression, isExpression, queryTree } from "../../../src/orm/query/tree.ts";

type Lookups = Readonly<Record<string, unknown>>;
type Argument = Lookups | Condition | Expression;

/** Writes query trees as a QuerySet does, without one: what is tested here is below it. */
export class Query {
  readonly tree: QueryTree;
  readonly terminal: Terminal;

  constructor(tree: QueryTree, terminal: Terminal = { kind: "rows" }) {
    this.tree = tree;
    this.terminal = terminal;
  }

  filter(...where: readonly Argument[]): Query {
    return this.with({ op: "filter", where: and(...where) });
  }

  stickyFilter(...where: readonly Argument[]): Query {
    return this.with({ op: "filter", where: and(...where), sticky: true });
  }

  exclude(...where: readonly Argument[]): Query {
    return this.with({ op: "exclude", where: and(...where) });
  }

  orderBy(...terms: readonly OrderTerm[]): Query {
    return this.with({ op: "orderBy", terms });
  }

  reverse(): Query {
    return this.with({ op: "reverse" });
  }

  distinct(...fields: readonly string[]): Query {
    return this.with({ op: "distinct", fields });
  }

  slice(start: number, stop: number | null = null): Query {
    return this.with({ op: "slice", start, stop });
  }

  selectRelated(...paths: readonly string[]): Query {
    return this.with({ op: "selectRelated", paths: paths.length === 0 ? null : paths });
  }

  only(...fields: readonly string[]): Query {
    return this.with({ op: "only", fields });
  }

  defer(...fields: readonly string[]): Query {
    return this.with({ op: "defer", fields });
  }

  values(...fields: readonly string[]): Query {
    return this.with({ op: "values", fields });
  }

  flat(field: string): Query {
    return this.with({ op: "valuesList", fields: [field], flat: true });
  }

  annotate(expressions: Readonly<Record<string, Expression>>): Query {
    return this.with({ op: "annotate", expressions });
  }

  alias(expressions: Readonly<Record<string, Expression>>): Query {
    return this.with({ op: "alias", expressions });
  }

  lock(lock: RowLock): Query {
    return this.with({ op: "selectForUpdate", ...lock });
  }

  combine(combinator: Combination["combinator"], others: readonly Query[], all = false): Query {
    const queries = [this, ...others].map(({ tree }) => tree);
    return new Query({ ...this.tree, operations: [{ op: "combine", combinator, all, queries }] });
  }

  list(...fields: readonly string[]): Query {
    return this.with({ op: "valuesList", fields, flat: false });
  }

  none(): Query {
    return this.with({ op: "none" });
  }

  ends(terminal: Terminal): Query {
    return new Query(this.tree, terminal);
  }

  private with(operation: Operation): Query {
    return new Query({ ...this.tree, operations: [...this.tree.operations, operation] });
  }
}

/** `from("Book")`: the library's books. */
export function from(model: string, manager: string | null = "objects", app = "library"): Query {
  return new Query(queryTree(`${app}.${model}`, manager));
}

export const and = group("and", false);
export const or = group("or", false);
export const xor = group("xor", false);
export const not = group("and", true);

export const F = (name: string): Expression => expression("F", [name]);
export const OuterRef = (name: string): Expression => expression("OuterRef", [name]);
export const Exists = (query: Query): Expression => expression("Exists", [query.tree]);

/** An instance as a value. */
export function instance(model: string, values: Lookups): unknown {
  return { [NODE]: "instance", [INSTANCE_MODEL]: `library.${model}`, ...values };
}

function group(kind: "and" | "or" | "xor", negated: boolean) {
  return (...where: readonly Argument[]): Condition => ({
    kind,
    negated,
    children: where.flatMap(conditions),
  });
}

function conditions(argument: Argument): readonly Condition[] {
  if (isExpression(argument)) return [{ kind: "expression", expression: argument }];
  if (isCondition(argument)) return [argument];
  return Object.entries(argument).map(([key, value]) => ({ kind: "lookup", key, value: plain(value) }));
}

function isCondition(argument: Lookups | Condition): argument is Condition {
  return typeof argument["kind" as never] === "string";
}

function plain(value: unknown): unknown {
  return value instanceof Query ? value.tree : value;
}

/** A value among expressions, and any other expression by Django's name. */
export const Value = (value: unknown): Expression => expression("Value", [value]);

export function fn(name: string, args: readonly unknown[], options: Lookups = {}): Expression {
  return expression(name, args.map(plain), options);
}

export function combine(left: unknown, connector: string, right: unknown): Expression {
  return expression("CombinedExpression", [left, connector, right]);
}

/** A condition as an argument. */
export function Q(...where: readonly Argument[]): Expression {
  return expression("Q", [and(...where)]);
}
