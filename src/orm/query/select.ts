import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import type { ModelMeta } from "../meta.ts";
import { modelGrouping } from "./annotate.ts";
import type { QueryBuilder, Selection } from "./builder.ts";
import type { Join } from "./joins.ts";
import { ManyRows } from "./names.ts";
import type { LoadMask } from "./only-defer.ts";
import { loadMask } from "./only-defer.ts";
import type { SelectedColumn } from "./parts.ts";
import { relatedColumns } from "./select-related.ts";

/** What a query selects, in order; joins what that takes. */
export function selectColumns(builder: QueryBuilder): readonly SelectedColumn[] {
  switch (builder.selection.kind) {
    case "instances":
      return instanceColumns(builder);
    case "one":
      return [];
    default:
      return builder.selection.columns;
  }
}

function instanceColumns(builder: QueryBuilder): readonly SelectedColumn[] {
  const mask = loadMask(builder);
  const base = builder.base();
  const columns = modelColumns(builder, builder.meta, base, mask, "");
  const annotations = builder
    .selectedAnnotations()
    .map((name) => ({ name, expression: builder.annotations.get(name)?.expression as SqlExpression }));
  return [...columns, ...annotations, ...relatedColumns(builder, mask, modelColumns)];
}

/** Columns of a model and its parents (`get_default_columns`). */
export function modelColumns(
  builder: QueryBuilder,
  meta: ModelMeta,
  start: Join,
  mask: LoadMask | null,
  prefix: string,
  loadedParent: ModelMeta | null = null,
): SelectedColumn[] {
  const { relations } = builder;
  const concrete = relations.concrete(meta);
  const tables = new Map<ModelMeta, Join>([[concrete, start]]);
  const columns: SelectedColumn[] = [];
  for (const field of meta.concreteFields) {
    if (mask !== null && !mask.fields.has(field.name)) continue;
    const owner = relations.concrete(relations.model(field.model));
    // A parent that the row has already: its columns are not read twice.
    if (owner !== concrete && loadedParent !== null && relations.parentChain(loadedParent, owner) !== null)
      continue;
    const join = parentJoin(builder, meta, owner, tables);
    columns.push({ name: prefix + field.attname, expression: builder.column(join, field, null) });
  }
  return columns;
}

/** `join_parent_model`: the table of an ancestor. */
function parentJoin(
  builder: QueryBuilder,
  meta: ModelMeta,
  owner: ModelMeta,
  tables: Map<ModelMeta, Join>,
): Join {
  const known = tables.get(owner);
  if (known !== undefined) return known;
  let current = builder.relations.concrete(meta);
  let join = tables.get(current) as Join;
  for (const { model, link } of builder.relations.parentChain(current, owner) ?? []) {
    const next =
      tables.get(model) ??
      (link === null
        ? join
        : (builder.setupJoins([link.name], { meta: current, join }, null).joins.at(-1) as Join));
    tables.set(model, next);
    [current, join] = [model, next];
  }
  return join;
}

/** One name of `values()`: joined outer, so that it takes no row away (`add_fields`). */
export function namedColumn(builder: QueryBuilder, name: string): SqlExpression {
  const annotation = builder.annotations.get(name);
  if (annotation !== undefined) return annotation.expression;
  try {
    const path = builder.setupJoins(name.split("__"), { meta: builder.meta, join: builder.base() }, null);
    return builder.endOf(path, builder.trimJoins(path));
  } catch (error) {
    if (error instanceof ManyRows) throw new FieldError(`Invalid field name: '${name}'`);
    throw error;
  }
}

/** Names of `values()` without arguments: every column of the model, and the annotations. */
function allNames(builder: QueryBuilder): string[] {
  return [
    ...builder.meta.concreteFields.map((field: FieldDescription) => field.attname),
    ...builder.selectedAnnotations(),
  ];
}

/** `set_values`: columns are joined here and now, so that conditions that follow see those joins as Django's do. */
export function selectNames(
  builder: QueryBuilder,
  kind: "values" | "list" | "flat",
  fields: readonly string[],
): void {
  builder.selectRelated = false;
  builder.deferred = { names: new Set(), defer: true };
  const names = fields.length === 0 ? allNames(builder) : fields;
  if (builder.grouping === "model") builder.grouping = modelGrouping(builder);
  const columns = names.map((name) => ({ name, expression: selectable(builder, name) }));
  const selection: Selection = { kind, columns };
  builder.selection = selection;
}

function selectable(builder: QueryBuilder, name: string): SqlExpression {
  const annotation = builder.annotations.get(name);
  if (annotation !== undefined && !annotation.selected)
    throw new FieldError(`Cannot select the '${name}' alias. Use annotate() to promote it.`);
  return namedColumn(builder, name);
}
