import type { FieldDescription } from "../../../manifest/schema.ts";
import { QueryError } from "../../../errors/query.ts";
import type { SqlContext, SqlExpression } from "../../expressions/expression.ts";
import { outputField } from "../../expressions/output-field.ts";
import { NotCompilable } from "../../expressions/result-set.ts";
import { mapText } from "../../expressions/sql.ts";
import type { Sql } from "../../expressions/sql.ts";
import { readJson } from "../../fields/json.ts";

/** What is at a path inside of a JSON column: `metadata__author__0` (`KeyTransform` in django/db/models/fields/json.py). */
export class JsonKey implements SqlExpression {
  readonly source: SqlExpression;
  /** Keys of objects and places in lists, from the column on. */
  readonly keys: readonly string[];
  readonly output: FieldDescription;
  readonly conditional = false;

  constructor(source: SqlExpression, keys: readonly string[]) {
    // The mark of a parameter, in SQL that is not whole yet; PostgreSQL has no such text either.
    if (keys.some((key) => key.includes("\0"))) throw new QueryError("A key of JSON has a NUL character.");
    this.source = source;
    this.keys = keys;
    this.output = source.output as FieldDescription;
  }

  get containsAggregate(): boolean {
    return this.source.containsAggregate;
  }

  toSql(context: SqlContext): Sql {
    return insideSql(this, context, (lhs) => context.dialect.json.key(lhs, this.keys));
  }

  /** `JSONField.from_db_value`: some databases give what is inside as values of their own. */
  decode(raw: unknown): unknown {
    return readJson(raw);
  }

  columns(): readonly SqlExpression[] {
    return this.source.columns();
  }

  groupBy(): readonly SqlExpression[] {
    return this.containsAggregate ? this.source.groupBy() : [this];
  }
}

/** The same as text, for lookups that look into text (`KeyTextTransform`). */
export class JsonKeyText implements SqlExpression {
  private readonly key: JsonKey;
  readonly output = outputField("TextField");
  readonly conditional = false;

  constructor(key: JsonKey) {
    this.key = key;
  }

  get containsAggregate(): boolean {
    return this.key.containsAggregate;
  }

  toSql(context: SqlContext): Sql {
    return insideSql(this.key, context, (lhs) => context.dialect.json.keyText(lhs, this.key.keys));
  }

  columns(): readonly SqlExpression[] {
    return this.key.columns();
  }

  groupBy(): readonly SqlExpression[] {
    return [this];
  }
}

/** The column of a JSON expression, and the path inside of it. */
export function columnAndPath(lhs: SqlExpression): {
  readonly column: SqlExpression;
  readonly keys: readonly string[];
} {
  return lhs instanceof JsonKey ? { column: lhs.source, keys: lhs.keys } : { column: lhs, keys: [] };
}

/** SQL in which the column may stand more than once. */
export function insideSql(lhs: SqlExpression, context: SqlContext, write: (column: string) => string): Sql {
  const column = columnAndPath(lhs).column.toSql(context);
  if (column.params.length > 0) throw new NotCompilable("JSON lookups on an expression with parameters.");
  return mapText(column, write);
}
