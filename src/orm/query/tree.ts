/**
 * Marks expressions, nested trees and model instances where they stand among plain values: a value of a JSON field
 * may look like anything, so they are told by this symbol and never by their other properties.
 */
export const NODE: unique symbol = Symbol.for("django-fastapi-bridge/1/node");

/**
 * The query tree: what a QuerySet is, as plain immutable data. It is the list of QuerySet methods that were called,
 * in order, because Django's meaning depends on the calls (two `filter()` calls over a multi-valued relation are
 * not one). The native executor compiles it to SQL; the worker executor sends its JSON form and replays the calls on
 * a Django QuerySet (`django_fastapi/query.py`). Values inside are TypeScript values (Date, string, bigint ...);
 * `query/wire.ts` turns them into wire values on the way out.
 */
export interface QueryTree {
  readonly [NODE]: "tree";
  /** "catalog.Book": `app_label.ObjectName`, as Django's `Model._meta.label`. */
  readonly model: string;
  /** The manager that the query starts from ("objects"); null is the model's `_base_manager`. */
  readonly manager: string | null;
  /** The database alias of `using()`; null asks the model's route. */
  readonly using: string | null;
  readonly operations: readonly Operation[];
}

export type Operation =
  /** What `union()` and its like gave: always the first operation, so that nothing else of the tree is about its parts. */
  | ({ readonly op: "combine"; readonly queries: readonly QueryTree[] } & Combination)
  /** `sticky`: the next `filter()` shares this one's joins to many rows (`_next_is_sticky`, as related managers have it). */
  | { readonly op: "filter"; readonly where: Condition; readonly sticky?: boolean }
  | { readonly op: "exclude"; readonly where: Condition }
  | { readonly op: "orderBy"; readonly terms: readonly OrderTerm[] }
  | { readonly op: "reverse" }
  | { readonly op: "distinct"; readonly fields: readonly string[] }
  | { readonly op: "slice"; readonly start: number; readonly stop: number | null }
  /** `paths` null: `selectRelated()` without names, every non-null foreign key. Empty: cleared. */
  | { readonly op: "selectRelated"; readonly paths: readonly string[] | null }
  /** Run by the QuerySet itself, one query per relation; no executor sees it as SQL. */
  | { readonly op: "prefetchRelated"; readonly lookups: readonly PrefetchLookup[] }
  | { readonly op: "only"; readonly fields: readonly string[] }
  | { readonly op: "defer"; readonly fields: readonly string[] }
  | { readonly op: "values"; readonly fields: readonly string[] }
  | { readonly op: "valuesList"; readonly fields: readonly string[]; readonly flat: boolean }
  | { readonly op: "annotate"; readonly expressions: Readonly<Record<string, Expression>> }
  | { readonly op: "alias"; readonly expressions: Readonly<Record<string, Expression>> }
  | ({ readonly op: "selectForUpdate" } & RowLock)
  | { readonly op: "none" };

/** How rows of several queries become those of one, by Django's names; `all`: of a union, rows that are the same stay. */
export interface Combination {
  readonly combinator: "union" | "intersection" | "difference";
  readonly all: boolean;
}

/** How rows are locked as they are read: the arguments of `select_for_update()`. */
export interface RowLock {
  readonly noWait: boolean;
  readonly skipLocked: boolean;
  /** "self", and selected relations by their paths; empty: every table of the query. */
  readonly of: readonly string[];
  readonly noKey: boolean;
}

export interface PrefetchLookup {
  readonly path: string;
  readonly queryset: QueryTree | null;
  readonly toAttr: string | null;
}

/** A where clause before names are resolved. `key` is Django's: "author__name__icontains". */
export type Condition =
  | { readonly kind: "lookup"; readonly key: string; readonly value: unknown }
  | {
      readonly kind: "and" | "or" | "xor";
      readonly negated: boolean;
      readonly children: readonly Condition[];
    }
  | { readonly kind: "expression"; readonly expression: Expression };

/** "-published", "author__name", "?"; or an expression with its direction. */
export type OrderTerm =
  | string
  | {
      readonly expression: Expression;
      readonly descending: boolean;
      readonly nulls: "first" | "last" | null;
    };

/**
 * An expression as data: `name` is Django's class name ("F", "Value", "Count", "Lower"). Arguments are expressions,
 * query trees (Subquery, Exists) or plain values. A condition as an argument (`When`, `filter=`) is the expression
 * "Q" whose one argument is the `Condition`.
 */
export interface Expression {
  readonly [NODE]: "expression";
  readonly name: string;
  readonly args: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * A model instance as a value of a lookup. Instances have NODE and the label on their prototype; values by attname
 * are read from the instance itself.
 */
export interface InstanceValue {
  readonly [NODE]: "instance";
  /** "catalog.Book" */
  readonly [INSTANCE_MODEL]: string;
}

/** Key of an instance's model label. */
export const INSTANCE_MODEL: unique symbol = Symbol.for("django-fastapi-bridge/1/instance-model");

/** What NODE says of a value; undefined for plain values. */
export function nodeKind(value: unknown): "tree" | "expression" | "instance" | undefined {
  return typeof value === "object" && value !== null
    ? (value as Partial<QueryTree | Expression | InstanceValue>)[NODE]
    : undefined;
}

export function isExpression(value: unknown): value is Expression {
  return nodeKind(value) === "expression";
}

export function isTree(value: unknown): value is QueryTree {
  return nodeKind(value) === "tree";
}

export function isInstance(value: unknown): value is InstanceValue {
  return nodeKind(value) === "instance";
}

/** A field class with arguments, as an output: its arguments are part of the SQL and no values. */
export function isFieldClass(name: string): boolean {
  return name.endsWith("Field");
}

/** Makes an expression: `expression("F", ["stock"])`. */
export function expression(
  name: string,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>> = {},
): Expression {
  return { [NODE]: "expression", name, args, options };
}

/** What is asked of a tree in the end. */
export type Terminal =
  | { readonly kind: "rows" }
  | { readonly kind: "count" }
  | { readonly kind: "exists" }
  | { readonly kind: "aggregate"; readonly expressions: Readonly<Record<string, Expression>> }
  /** `returning`: columns of the changed rows that are answered, by attname; the worker answers how many rows there are. */
  | {
      readonly kind: "update";
      readonly values: Readonly<Record<string, unknown>>;
      readonly returning?: readonly string[];
    }
  /** The rows and all that goes with them: only the worker does it by one call, `write/delete.ts` step by step. */
  | { readonly kind: "delete" }
  /** The rows alone, natively (`QuerySet._raw_delete`). */
  | { readonly kind: "rawDelete" }
  | { readonly kind: "explain" };

/**
 * What both executors answer for `rows`: arrays of column values and what the columns are, so that one row builder serves both.
 */
export interface ResultShape {
  readonly kind: "instances" | "values" | "list" | "flat";
  /**
   * For "instances", attnames, with the relation path before them for selected relations: "title", "author.name",
   * "author.publisher.id"; annotations by their name. A selected relation without a row has null in every column.
   * For the others, the keys as asked for.
   */
  readonly columns: readonly string[];
}

/** The tree of `Model.<manager>.all()`. */
export function queryTree(model: string, manager: string | null, using: string | null = null): QueryTree {
  return { [NODE]: "tree", model, manager, using, operations: [] };
}
