import { IntegrityError } from "../../errors/database.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { Connection } from "../backends/backend.ts";
import { modelMeta } from "../runtime.ts";

/** Keys of one foreign key that are remembered; of more, an error does not say which is missing. */
const KEPT = 1000;

/**
 * The keys that statements wrote into foreign keys. Django's constraints are deferred: a key to nowhere is refused when the
 * transaction ends, and SQLite does not say which it was. With these one can look, key by key.
 */
export class ReferredKeys {
  private readonly byField = new Map<FieldDescription, Set<unknown>>();

  /** A value as the driver is given it; of columns that refer to nothing, nothing is kept. */
  add(field: FieldDescription, value: unknown): void {
    if (value === null || value === undefined || !isForeignKey(field)) return;
    const known = this.byField.get(field);
    if (known === undefined) this.byField.set(field, new Set([value]));
    else if (known.size < KEPT) known.add(value);
  }

  addAll(other: ReferredKeys): void {
    for (const [field, values] of other.byField) for (const value of values) this.add(field, value);
  }

  /** The first foreign key with a key that no row has. */
  async missing(connection: Connection): Promise<FieldDescription | null> {
    for (const [field, values] of this.byField) {
      const sql = existsSql(field, connection);
      for (const value of values)
        if ((await connection.execute(sql, [value])).rows.length === 0) return field;
    }
    return null;
  }

  /** An error that says which foreign key it is, where it is one of a foreign key and does not. */
  async explained(error: unknown, connection: Connection): Promise<unknown> {
    if (!(error instanceof IntegrityError) || error.kind !== "foreignKey" || error.columns.length > 0)
      return error;
    try {
      const field = await this.missing(connection);
      return field === null ? error : missingRow(field, error);
    } catch {
      return error;
    }
  }
}

/** In SQLite's form of words, with what it leaves out. */
export function missingRow(field: FieldDescription, cause?: unknown): IntegrityError {
  const { table } = modelMeta(field.model).description;
  const target = targetOf(field);
  return new IntegrityError(
    `FOREIGN KEY constraint failed: ${table}.${field.column} refers to a row of ${target.table} that does not exist`,
    { kind: "foreignKey", table, columns: [field.column as string] },
    cause === undefined ? {} : { cause },
  );
}

function isForeignKey({ relation }: FieldDescription): boolean {
  return (relation?.kind === "foreignKey" || relation?.kind === "oneToOne") && relation.dbConstraint;
}

function existsSql(field: FieldDescription, { dialect }: Connection): string {
  const { table, column } = targetOf(field);
  return `SELECT 1 FROM ${dialect.quoteName(table)} WHERE ${dialect.quoteName(column)} = ${dialect.placeholder(1)} LIMIT 1`;
}

function targetOf({ relation }: FieldDescription): { readonly table: string; readonly column: string } {
  const meta = modelMeta(relation?.model as string);
  const target = meta.field(relation?.toField ?? "pk") ?? meta.pk;
  return { table: modelMeta(target.model).description.table, column: target.column as string };
}
