import type { Dialect } from "../backends/backend.ts";
import type { TableAlias } from "../expressions/alias.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { outputField } from "../expressions/output-field.ts";
import { literal, text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import type { JoinField } from "./relations.ts";

type ContentType = NonNullable<JoinField["contentType"]>;

/** That a row of a generic relation's table is about the right model (`GenericRelation.get_extra_restriction`). */
export function contentTypeSql(contentType: ContentType, holder: TableAlias, dialect: Dialect): string {
  const { appLabel, modelName } = contentType.model.description;
  const name = (column: string) => dialect.quoteName(column);
  const column = `${holder.toSql(dialect)}.${name(contentType.field.column as string)}`;
  // Django asks for a content type's id once and keeps it; a subquery needs no asking before.
  return (
    `${column} = (SELECT ${name("id")} FROM ${name("django_content_type")} ` +
    `WHERE ${name("app_label")} = ${literal(appLabel)} AND ${name("model")} = ${literal(modelName)})`
  );
}

/** The same as a part of a WHERE. */
export class ContentTypeCondition implements SqlExpression {
  readonly output = outputField("BooleanField");
  readonly conditional = true;
  readonly containsAggregate = false;
  private readonly contentType: ContentType;
  private readonly holder: TableAlias;

  constructor(contentType: ContentType, holder: TableAlias) {
    this.contentType = contentType;
    this.holder = holder;
  }

  toSql({ dialect }: SqlContext): Sql {
    return text(contentTypeSql(this.contentType, this.holder, dialect));
  }

  columns(): readonly SqlExpression[] {
    return [];
  }

  groupBy(): readonly SqlExpression[] {
    return [];
  }
}
