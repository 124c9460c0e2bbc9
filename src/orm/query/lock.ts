import { FieldError } from "../../errors/query.ts";
import { Column } from "../expressions/column.ts";
import type { SqlContext } from "../expressions/expression.ts";
import type { ModelMeta } from "../meta.ts";
import type { QueryBuilder } from "./builder.ts";
import type { SelectedColumn } from "./parts.ts";
import type { QueryTree, RowLock } from "./tree.ts";

/** `select_for_update()` without arguments. */
export const PLAIN_LOCK: RowLock = { noWait: false, skipLocked: false, of: [], noKey: false };

/** Whether rows are locked as they are read (`Query.select_for_update`). */
export function locksRows({ operations }: QueryTree): boolean {
  return operations.some(({ op }) => op === "selectForUpdate");
}

/**
 * The end of a SELECT that locks its rows (`DatabaseOperations.for_update_sql`); null where the database has no such
 * thing, and the rows are read without, as in Django.
 *
 * @throws FieldError `of` names what the query does not follow
 */
export function lockSql(
  builder: QueryBuilder,
  columns: readonly SelectedColumn[],
  { dialect }: SqlContext,
): string | null {
  const { lock } = builder;
  if (lock === null || !dialect.features.hasSelectForUpdate) return null;
  builder.parts.needs.transaction = true;
  const tables = lockedTables(builder, columns, lock).map((alias) => alias.toSql(dialect));
  return [
    lock.noKey ? "FOR NO KEY UPDATE" : "FOR UPDATE",
    ...(tables.length === 0 ? [] : [`OF ${tables.join(", ")}`]),
    ...(lock.noWait ? ["NOWAIT"] : []),
    ...(lock.skipLocked ? ["SKIP LOCKED"] : []),
  ].join(" ");
}

/** A model whose columns are selected: what a name of `of` stands for (`klass_info` in sql/compiler.py). */
interface SelectedModel {
  readonly meta: ModelMeta;
  /** Of its columns' names: "author.". */
  readonly prefix: string;
  /** A parent's part of another model's columns. */
  readonly isParent: boolean;
}

/** `get_select_for_update_of_arguments`. */
function lockedTables(
  builder: QueryBuilder,
  columns: readonly SelectedColumn[],
  { of }: RowLock,
): Column["alias"][] {
  // `exists()` selects nothing.
  if (builder.selection.kind === "one") return [];
  const self: SelectedModel = { meta: builder.meta, prefix: "", isParent: false };
  const unknown: string[] = [];
  const tables: Column["alias"][] = [];
  for (const name of of) {
    let found: SelectedModel | undefined = self;
    if (name !== "self")
      for (const part of name.split("__"))
        found = found && below(builder, columns, found).find(([own]) => own === part)?.[1];
    if (found === undefined) unknown.push(name);
    else tables.push(...tableOf(builder, columns, found));
  }
  if (unknown.length === 0) return tables;
  throw new FieldError(
    `Invalid field name(s) given in select_for_update(of=(...)): ${unknown.join(", ")}. ` +
      "Only relational fields followed in the query are allowed. " +
      `Choices are: ${choices(builder, columns, self).join(", ")}.`,
  );
}

/** The table of the first column that is the model's own; none: nothing of it is selected, and nothing locked. */
function tableOf(
  { relations }: QueryBuilder,
  columns: readonly SelectedColumn[],
  { meta, prefix }: SelectedModel,
): Column["alias"][] {
  const { label } = relations.concrete(meta);
  const own = columns.find(
    ({ name, expression }) =>
      expression instanceof Column &&
      expression.field.model === label &&
      prefix === name.slice(0, name.lastIndexOf(".") + 1),
  );
  return own === undefined ? [] : [(own.expression as Column).alias];
}

/** Parents by the name of their link, then relations that are selected, by theirs. */
function below(
  { relations }: QueryBuilder,
  columns: readonly SelectedColumn[],
  { meta, prefix, isParent }: SelectedModel,
): (readonly [name: string, model: SelectedModel])[] {
  const parents = relations
    .concrete(meta)
    .description.parents.flatMap(({ model, link }) =>
      link === null ? [] : [[link, { meta: relations.model(model), prefix, isParent: true }] as const],
    );
  if (isParent) return parents;
  const names = new Set(
    columns.flatMap(({ name }) => {
      const [first, ...rest] = name.startsWith(prefix) ? name.slice(prefix.length).split(".") : [];
      return first === undefined || rest.length === 0 ? [] : [first];
    }),
  );
  const related = [...names].map((name) => {
    const target =
      meta.concreteFields.find((field) => field.name === name)?.relation?.model ??
      meta.description.reverse.find(({ queryName }) => queryName === name)?.model;
    const model = relations.model(target as string);
    return [name, { meta: model, prefix: `${prefix}${name}.`, isParent: false }] as const;
  });
  return [...parents, ...related];
}

/** Breadth first, as Django lists them. */
function choices(
  builder: QueryBuilder,
  columns: readonly SelectedColumn[],
  self: SelectedModel,
): readonly string[] {
  const names = ["self"];
  const queue: (readonly [path: string, model: SelectedModel])[] = [["", self]];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [path, model] = next;
    for (const [name, inner] of below(builder, columns, model)) {
      names.push(path + name);
      queue.push([`${path}${name}__`, inner]);
    }
  }
  return names;
}
