import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import { Slot } from "../expressions/slot.ts";
import { join, mapText, sql, text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import { writtenValue } from "../fields/written-value.ts";
import { affectedRows, findsByItself } from "./affected-rows.ts";
import type { QueryBuilder } from "./builder.ts";
import type { SelectedColumn } from "./parts.ts";
import { isExpression } from "./tree.ts";
import type { Expression, Terminal } from "./tree.ts";

type Update = Extract<Terminal, { kind: "update" }>;

/** UPDATE of a query's rows (`SQLUpdateCompiler`), and the columns of them that it gives back. */
export class UpdateWriter {
  readonly returned: readonly SelectedColumn[];
  private readonly builder: QueryBuilder;
  private readonly values: readonly (readonly [FieldDescription, unknown])[];

  constructor(builder: QueryBuilder, { values, returning = [] }: Update) {
    this.builder = builder;
    this.values = Object.entries(values).map(([name, value]) => [updatable(builder, name), value]);
    const base = builder.base();
    this.returned = returning.map((name) => ({
      name,
      expression: builder.column(base, builder.relations.field(builder.meta, name), null),
    }));
  }

  toSql(context: SqlContext): Sql {
    const { builder } = this;
    if (!findsByItself(builder) && builder.annotations.size > 0)
      throw new NotCompilable("An update of rows that are found by annotations.");
    const { dialect } = context;
    const assignments = this.values.map(
      ([field, value]) =>
        sql`${dialect.quoteName(field.column as string)} = ${this.assigned(field, value, context)}`,
    );
    const table = dialect.quoteName(builder.meta.description.table);
    // RETURNING names columns without their table: SQLite and PostgreSQL agree on that.
    const columns = this.returned.map(({ name }) =>
      dialect.quoteName(builder.relations.field(builder.meta, name).column as string),
    );
    const returning = columns.length === 0 ? "" : ` RETURNING ${columns.join(", ")}`;
    const rows = affectedRows(builder, context);
    return sql`UPDATE ${table} SET ${join(assignments, ", ")}${rows}${returning}`;
  }

  private assigned(field: FieldDescription, value: unknown, context: SqlContext): Sql {
    if (isExpression(value))
      return value.name === "PerRow"
        ? this.perRow(field, value.args as readonly Expression[], context)
        : this.computed(field, value).toSql(context);
    if (!(value instanceof Slot)) throw new NotCompilable("A value of an update that holds a query.");
    return value.isNull ? text("NULL") : this.parameter(field, value, context);
  }

  /** `bulk_update`: CASE by the row's key. */
  private perRow(field: FieldDescription, args: readonly Expression[], context: SqlContext): Sql {
    const { builder } = this;
    const pk = builder.relations.pk(builder.meta);
    const key = builder.column(builder.base(), pk, null).toSql(context);
    const cases: Sql[] = [];
    for (let index = 0; index < args.length; index += 2) {
      const [own, value] = [args[index] as Expression, args[index + 1] as Expression];
      const then =
        value.name === "Value"
          ? this.typed(field, value.args[0] as Slot, context)
          : this.computed(field, value).toSql(context);
      cases.push(sql`WHEN ${key} = ${this.parameter(pk, own.args[0] as Slot, context)} THEN ${then}`);
    }
    const nothing = field.dbType === null ? "NULL" : context.dialect.columnValue("NULL", field.dbType);
    return sql`CASE ${join(cases, " ")} ELSE ${nothing} END`;
  }

  /** In a CASE no column says what a parameter is. */
  private typed(field: FieldDescription, value: Slot, context: SqlContext): Sql {
    if (value.isNull) return text("NULL");
    const type = field.dbType;
    const parameter = this.parameter(field, value, context);
    return type === null
      ? parameter
      : mapText(parameter, (placeholder) => context.dialect.columnValue(placeholder, type));
  }

  private parameter(field: FieldDescription, value: Slot, { dialect }: SqlContext): Sql {
    const { relations } = this.builder;
    const write = writtenValue(relations.valueField(field), dialect);
    const keyOf = field.relation === null ? null : relations.keyReader(field);
    return value.parameter(keyOf === null ? write : (given) => write(keyOf(given)));
  }

  private computed(field: FieldDescription, value: Expression): SqlExpression {
    const { builder } = this;
    const joins = builder.joins.all.length;
    const resolved = builder.parts.resolveExpression(builder, value, null);
    if (builder.joins.all.length > joins)
      throw new FieldError("Joined field references are not permitted in this query");
    if (resolved.containsAggregate)
      throw new FieldError(
        `Aggregate functions are not allowed in this query (${field.name}=${value.name}).`,
      );
    return resolved;
  }
}

/** `UpdateQuery.add_update_values`. */
function updatable({ meta, relations }: QueryBuilder, name: string): FieldDescription {
  const field = relations.field(meta, name);
  if (field.column === null)
    throw new FieldError(
      `Cannot update model field ${meta.label}.${name} (only non-relations and foreign keys permitted).`,
    );
  if (field.generated)
    throw new FieldError(`Cannot update model field ${meta.label}.${name}: it is a generated field.`);
  if (field.model !== relations.concrete(meta).label)
    throw new NotCompilable(`The column of ${name} is in the table of ${field.model}.`);
  return field;
}
