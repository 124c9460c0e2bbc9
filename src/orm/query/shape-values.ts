import { Slot } from "../expressions/slot.ts";
import type { SlotKind } from "../expressions/slot.ts";
import type { ShapedOperation, ShapedTree, ShapedValue } from "./shaped.ts";
import { sliceMarks } from "./slices.ts";
import type { Condition, Expression, Operation, OrderTerm, QueryTree, Terminal } from "./tree.ts";
import { INSTANCE_MODEL, isExpression, isFieldClass, isInstance, isTree, nodeKind } from "./tree.ts";

/** Values that do not fit their columns, by slot: `Slot.overflow`. */
export type Overflows = ReadonlyMap<number, -1 | 1>;

/** A tree and what is asked of it, with a slot for each value, numbered as `shapeOf` lists the values. */
export function takeValues(
  tree: QueryTree,
  terminal: Terminal,
  overflows: Overflows,
): { readonly tree: ShapedTree; readonly terminal: Terminal } {
  let next = 0;
  const walker = new Walker((kind, value) => {
    const index = next++;
    return new Slot(index, kind, { ...modelOf(value), overflow: overflows.get(index) ?? 0 });
  });
  // The terminal comes first in `shapeOf` too.
  const shapedTerminal = walker.terminal(terminal);
  return { terminal: shapedTerminal, tree: walker.tree(tree) };
}

/** Operations that always have the same values: a manager's. */
export function constantOperations(operations: readonly Operation[]): readonly ShapedOperation[] {
  return new Walker((kind, value) => new Slot(-1, kind, { ...modelOf(value), constant: value })).operations(
    operations,
  );
}

function modelOf(value: unknown): { readonly model?: string } {
  return isInstance(value) ? { model: value[INSTANCE_MODEL] } : {};
}

/** What a value is, as far as SQL depends on it. */
export function valueKind(value: unknown): SlotKind {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return Number.isInteger(value) ? "integer" : "float";
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return "bigint";
    default:
      return objectKind(value);
  }
}

function objectKind(value: unknown): SlotKind {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value))
    return value.some((item) => item !== null && item !== undefined) ? "list" : "emptyList";
  if (value instanceof Date) return "date";
  if (value instanceof Uint8Array) return "bytes";
  return isInstance(value) ? "instance" : "object";
}

class Walker {
  private readonly slot: (kind: SlotKind, value: unknown) => Slot;

  constructor(slot: (kind: SlotKind, value: unknown) => Slot) {
    this.slot = slot;
  }

  terminal(terminal: Terminal): Terminal {
    switch (terminal.kind) {
      case "aggregate":
        return { ...terminal, expressions: this.expressions(terminal.expressions) };
      case "update":
        return {
          ...terminal,
          values: Object.fromEntries(
            Object.entries(terminal.values).map(([name, value]) => [name, this.value(value)]),
          ),
        };
      default:
        return terminal;
    }
  }

  tree(tree: QueryTree): ShapedTree {
    return { ...tree, operations: this.operations(tree.operations) };
  }

  operations(operations: readonly Operation[]): readonly ShapedOperation[] {
    const shaped: ShapedOperation[] = [];
    let sliceAt = -1;
    for (const operation of operations) {
      if (operation.op !== "slice") shaped.push(this.operation(operation));
      else if (sliceAt < 0) sliceAt = shaped.length;
    }
    const marks = sliceMarks(operations);
    if (marks === null) return shaped;
    const limit = marks.limit === null ? null : this.slot("integer", marks.limit);
    const offset = marks.offset === 0 ? null : this.slot("integer", marks.offset);
    // Where the first slice was: what must not come after one is found out there.
    shaped.splice(sliceAt, 0, {
      op: "limits",
      limit,
      offset,
      empty: marks.limit === 0,
      one: marks.limit === 1,
    });
    return shaped;
  }

  private operation(operation: Exclude<Operation, { op: "slice" }>): ShapedOperation {
    switch (operation.op) {
      case "combine":
        return { ...operation, queries: operation.queries.map((query) => this.tree(query)) };
      case "filter":
      case "exclude":
        return { ...operation, where: this.condition(operation.where) };
      case "orderBy":
        return { ...operation, terms: operation.terms.map((term) => this.term(term)) };
      case "annotate":
      case "alias":
        return { ...operation, expressions: this.expressions(operation.expressions) };
      default:
        return operation;
    }
  }

  private condition(condition: Condition): Condition {
    switch (condition.kind) {
      case "lookup":
        return { ...condition, value: this.value(condition.value) };
      case "expression":
        return { ...condition, expression: this.expression(condition.expression) };
      default:
        return { ...condition, children: condition.children.map((child) => this.condition(child)) };
    }
  }

  private term(term: OrderTerm): OrderTerm {
    return typeof term === "string" ? term : { ...term, expression: this.expression(term.expression) };
  }

  private expressions(
    expressions: Readonly<Record<string, Expression>>,
  ): Readonly<Record<string, Expression>> {
    return Object.fromEntries(
      Object.entries(expressions).map(([name, value]) => [name, this.expression(value)]),
    );
  }

  private expression(expression: Expression): Expression {
    const { name, args, options } = expression;
    if (isFieldClass(name)) return expression;
    return {
      ...expression,
      args: args.map((arg) => this.argument(name, arg)),
      options: Object.fromEntries(
        Object.entries(options).map(([key, value]) => [key, this.option(name, value)]),
      ),
    };
  }

  private argument(expression: string, value: unknown): unknown {
    if (expression === "Q") return this.condition(value as Condition);
    return typeof value === "string" && expression !== "Value" ? value : this.value(value);
  }

  /** A text among options is a name, of a field class too. */
  private option(expression: string, value: unknown): unknown {
    return typeof value === "string" ? value : this.argument(expression, value);
  }

  private value(value: unknown): ShapedValue {
    if (isExpression(value)) return this.expression(value);
    if (isTree(value)) return this.tree(value);
    if (Array.isArray(value) && value.some(isQueryPart)) return value.map((item) => this.value(item));
    return this.slot(valueKind(value), value);
  }
}

/** An expression or a tree: it has SQL of its own, and a list that holds one is no plain value. */
export function isQueryPart(value: unknown): boolean {
  const kind = nodeKind(value);
  return kind === "expression" || kind === "tree";
}
