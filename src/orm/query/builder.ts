import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { Column } from "../expressions/column.ts";
import type { RelatedEnd } from "../expressions/column.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import { InnerReference } from "../expressions/inner-reference.ts";
import type { Slot } from "../expressions/slot.ts";
import type { ModelMeta } from "../meta.ts";
import { applyTransform } from "./build-lookup.ts";
import { Joins } from "./joins.ts";
import type { Join } from "./joins.ts";
import { ManyRows, resolveNames } from "./names.ts";
import type { FinalField, NamedPath } from "./names.ts";
import type { OuterReference } from "./outer-reference.ts";
import type { CompilerParts, SelectedColumn } from "./parts.ts";
import type { PathStep, Relations } from "./relations.ts";
import { NOTHING, Where } from "./where.ts";
import type { Combination, OrderTerm, RowLock } from "./tree.ts";

/** The joins behind a path of names (`JoinInfo`). */
export interface JoinedPath {
  readonly final: FinalField;
  readonly target: FieldDescription;
  readonly meta: ModelMeta;
  /** The table that the path starts from, and those it goes through. */
  readonly joins: readonly Join[];
  readonly steps: readonly PathStep[];
  /** Names behind the last field. */
  readonly transforms: readonly string[];
  /** What is wrong with the first of them, should it be no transform. */
  readonly error: FieldError | null;
}

/** A path without the joins that it does not need (`trim_joins`). */
export interface TrimmedPath {
  readonly target: FieldDescription;
  readonly joins: readonly Join[];
  readonly last: Join;
}

export interface Annotation {
  readonly expression: SqlExpression;
  /** False: `alias()`, or left out by `values()`. */
  readonly selected: boolean;
}

/** What a query gives for each row. */
export type Selection =
  | { readonly kind: "instances" }
  /** `values()` and `valuesList()`. */
  | { readonly kind: "values" | "list" | "flat"; readonly columns: readonly SelectedColumn[] }
  /** `SELECT 1`: only whether there is a row matters. */
  | { readonly kind: "one" };

/** The queries that a combined query is made of; it is itself a copy of the first, for what is selected and by what it is ordered. */
export interface CombinedQueries extends Combination {
  readonly queries: readonly QueryBuilder[];
}

/** `select_related()`: false none, true every one that is not null, or a tree of names. */
export type RelatedTree = { readonly [name: string]: RelatedTree };

/**
 * A query while it is put together (Django's `sql.Query`): one for each tree that is compiled, changed by the tree's
 * operations, thrown away when its SQL is written.
 */
export class QueryBuilder {
  readonly meta: ModelMeta;
  readonly relations: Relations;
  readonly parts: CompilerParts<QueryBuilder>;
  readonly joins = new Joins();
  readonly where = new Where();
  readonly annotations = new Map<string, Annotation>();
  /** References to the query around this one, resolved when it becomes a subquery. */
  readonly outerReferences: OuterReference[] = [];
  /** Joins of this filter() call, which its conditions on relations to many rows share (`used_aliases`). */
  filterJoins = new Set<Join>();
  selection: Selection = { kind: "instances" };
  /** What rows are grouped by: null not at all, "model" by the model's columns (`Query.group_by`). */
  grouping: null | "model" | readonly SqlExpression[] = null;
  selectRelated: boolean | RelatedTree = false;
  /** `deferred_loading`: names left out, or the only ones loaded. */
  deferred: { readonly names: ReadonlySet<string>; readonly defer: boolean } = {
    names: new Set(),
    defer: true,
  };
  ordering: readonly OrderTerm[] = [];
  defaultOrdering = true;
  /** False: `reverse()`. */
  standardOrdering = true;
  distinct = false;
  distinctFields: readonly string[] = [];
  offset: Slot | null = null;
  limit: Slot | 1 | null = null;
  /** `has_limit_one`. */
  limitedToOne = false;
  /** `select_for_update()`; null: rows are read without a lock. */
  lock: RowLock | null = null;
  /** Set by `union()` and its like: the rows are those of other queries. */
  combined: CombinedQueries | null = null;
  isSubquery = false;
  /** Each column has a name of its own ("col1"), for a query around this one. */
  namesColumns = false;
  /** Expressions are of a query around this one: annotations are its columns. */
  summarises = false;
  /** Aggregates of no rows are asked for too. */
  runsWhenEmpty = false;
  /** Columns that a row has behind those that were asked for: DISTINCT needs what it is ordered by. */
  hiddenColumns = 0;
  /** Joins of the last condition that was built, for `trimStart`. */
  lastJoins: readonly Join[] = [];

  constructor(meta: ModelMeta, relations: Relations, parts: CompilerParts<QueryBuilder>) {
    this.meta = meta;
    this.relations = relations;
    this.parts = parts;
  }

  get isSliced(): boolean {
    return this.offset !== null || this.limit !== null;
  }

  /** `set_empty`. */
  setEmpty(): void {
    this.where.add(NOTHING, "and");
    for (const query of this.combined?.queries ?? []) query.setEmpty();
  }

  /** Names of annotations that rows have. */
  selectedAnnotations(): string[] {
    return [...this.annotations].filter(([, { selected }]) => selected).map(([name]) => name);
  }

  /** The column that `values()` gives by that name; null: none. */
  selectedByName(name: string): SqlExpression | null {
    if (!("columns" in this.selection)) return null;
    return this.selection.columns.find((column) => column.name === name)?.expression ?? null;
  }

  /** An annotation by its name; null: there is none. */
  annotation(name: string): SqlExpression | null {
    const annotation = this.annotations.get(name);
    if (annotation === undefined || !this.summarises) return annotation?.expression ?? null;
    if (!annotation.selected)
      throw new FieldError(`Cannot aggregate over the '${name}' alias. Use annotate() to promote it.`);
    return new InnerReference(annotation.expression);
  }

  base(): Join {
    return this.joins.base(this.meta.description.table);
  }

  names(
    names: readonly string[],
    options: { allowMany?: boolean; fieldsOnly?: boolean } = {},
    start = this.meta,
  ): NamedPath {
    const { allowMany = true, fieldsOnly = false } = options;
    return resolveNames(this.relations, start, names, {
      allowMany,
      fieldsOnly,
      annotations: this.selectedAnnotations(),
    });
  }

  /** `setup_joins`: joins the tables along a path. `reuse` as in `Joins.join`, for relations to many rows. */
  setupJoins(
    names: readonly string[],
    from: { meta: ModelMeta; join: Join },
    reuse: ReadonlySet<Join> | null,
    allowMany = true,
  ): JoinedPath {
    const { path, transforms, error } = this.fieldsAndTransforms(names, from.meta, allowMany);
    const joins = [from.join];
    for (const step of path.steps) {
      const { table } = step.to.description;
      const nullable = step.direct ? step.join.nullable : true;
      const parent = joins.at(-1) as Join;
      joins.push(this.joins.join(table, parent, step.join, nullable, step.many ? reuse : null));
    }
    const { final, target, meta, steps } = path;
    return { final, target, meta, joins, steps, transforms, error };
  }

  /** `trim_joins`: leaves out joins at the end whose only use is a value that the table before them has too. */
  trimJoins({ target: end, joins, steps }: JoinedPath): TrimmedPath {
    const kept = [...joins];
    let target = end;
    for (const step of [...steps].reverse()) {
      if (kept.length === 1 || !step.direct || target.column !== step.join.other.column) break;
      target = step.join.own;
      (kept.pop() as Join).references -= 1;
    }
    return { target, joins: kept, last: kept.at(-1) as Join };
  }

  column(join: Join, field: FieldDescription, end: RelatedEnd | null): Column {
    return new Column(join.alias, field, this.relations.valueField(field), end);
  }

  /** What a path of names from this model gives, with the joins that it takes (`resolve_ref`). */
  reference(name: string, reuse: Set<Join> | null, allowJoins = true): SqlExpression {
    const [first, ...rest] = name.split("__") as [string, ...string[]];
    const annotation = this.annotation(name);
    if (annotation !== null) return annotation;
    const source = this.annotation(first);
    if (source !== null) return rest.reduce((inside, transform) => applyTransform(inside, transform), source);
    const path = this.setupJoins([first, ...rest], { meta: this.meta, join: this.base() }, reuse);
    const trimmed = this.trimJoins(path);
    if (!allowJoins && trimmed.joins.length > 1)
      throw new FieldError("Joined field references are not permitted in this query");
    if (reuse !== null) for (const join of trimmed.joins) reuse.add(join);
    return this.endOf(path, trimmed);
  }

  /** The column at the end of a path, under the path's transforms. */
  endOf(path: JoinedPath, { target, last }: TrimmedPath): SqlExpression {
    let expression: SqlExpression = this.column(last, target, path.final.end);
    for (const name of path.transforms) {
      try {
        expression = applyTransform(expression, name);
      } catch (error) {
        throw path.error ?? error;
      }
    }
    return expression;
  }

  /** As many names as are fields, and the rest. */
  private fieldsAndTransforms(
    names: readonly string[],
    meta: ModelMeta,
    allowMany: boolean,
  ): { path: NamedPath; transforms: readonly string[]; error: FieldError | null } {
    let error: FieldError | null = null;
    for (let pivot = names.length; pivot > 0; pivot--) {
      try {
        const path = this.names(names.slice(0, pivot), { allowMany, fieldsOnly: true }, meta);
        return { path, transforms: names.slice(pivot), error };
      } catch (caught) {
        if (caught instanceof ManyRows || !(caught instanceof FieldError) || pivot === 1) throw caught;
        error = caught;
      }
    }
    throw new FieldError("A name is missing.");
  }
}
