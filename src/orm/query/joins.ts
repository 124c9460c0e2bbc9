import { TableAlias } from "../expressions/alias.ts";
import type { SqlContext } from "../expressions/expression.ts";
import { contentTypeSql } from "./content-type.ts";
import type { JoinField } from "./relations.ts";

/** A table in a FROM clause: the base table, or one joined to another (`Join` and `BaseTable` in sql/datastructures.py). */
export interface Join {
  readonly alias: TableAlias;
  /** Null: the base table. */
  parent: Join | null;
  field: JoinField | null;
  type: "base" | "inner" | "outer";
  readonly nullable: boolean;
  /** How many parts of the query need it; without any it is left out. */
  references: number;
}

/** The tables of one query, in the order they were joined: `alias_map` and what keeps it (django/db/models/sql/query.py). */
export class Joins {
  readonly all: Join[] = [];
  private readonly aliasesByTable = new Map<string, TableAlias[]>();
  private prefix = "T";
  private usedPrefixes: ReadonlySet<string> = new Set(["T"]);

  /** The base table, referenced once more (`get_initial_alias`). */
  base(table: string): Join {
    const first = this.all[0];
    if (first !== undefined) {
      first.references += 1;
      return first;
    }
    return this.add(table, null, null, "base", false);
  }

  /** Joins a table, or finds the join that is there already. `reuse` null: any may be used again. */
  join(
    table: string,
    parent: Join,
    field: JoinField,
    nullable: boolean,
    reuse: ReadonlySet<Join> | null,
  ): Join {
    const found = this.all.findLast(
      (join) =>
        join.parent === parent &&
        join.field?.id === field.id &&
        join.alias.table === table &&
        (reuse === null || reuse.has(join)),
    );
    if (found !== undefined) {
      found.references += 1;
      return found;
    }
    // An inner join behind an outer one would take back what the outer one keeps.
    return this.add(table, parent, field, parent.type === "outer" || nullable ? "outer" : "inner", nullable);
  }

  inner(): Set<Join> {
    return new Set(this.all.filter((join) => join.type === "inner"));
  }

  /** `promote_joins`: inner to outer, where there may be no row; what hangs on them too. */
  promote(joins: Iterable<Join>): void {
    const queue = [...joins];
    for (let join = queue.shift(); join !== undefined; join = queue.shift()) {
      if (join.type !== "inner") continue;
      if (!join.nullable && join.parent?.type !== "outer") continue;
      join.type = "outer";
      for (const child of this.all) if (child.parent === join && !queue.includes(child)) queue.push(child);
    }
  }

  /** `demote_joins`: outer to inner. */
  demote(joins: Iterable<Join>): void {
    for (const join of joins) if (join.type === "outer") join.type = "inner";
  }

  references(): ReadonlyMap<Join, number> {
    return new Map(this.all.map((join) => [join, join.references]));
  }

  /** Gives this query's tables names that those of the query around it cannot have (`bump_prefix`). */
  renameWithin(outer: Joins): void {
    if (this.prefix !== outer.prefix) return;
    this.prefix = nextPrefix(this.prefix, this.usedPrefixes);
    this.usedPrefixes = new Set([...this.usedPrefixes, this.prefix]);
    outer.usedPrefixes = new Set([...outer.usedPrefixes, ...this.usedPrefixes]);
    for (const [position, join] of this.all.entries()) join.alias.name = `${this.prefix}${position}`;
  }

  /** The FROM clause. */
  toSql(context: SqlContext): string {
    return this.all
      .filter((join) => join.references > 0)
      .map((join) => joinSql(join, context))
      .join(" ");
  }

  private add(
    table: string,
    parent: Join | null,
    field: JoinField | null,
    type: Join["type"],
    nullable: boolean,
  ): Join {
    const aliases = this.aliasesByTable.get(table) ?? [];
    // The first use of a table has the table's own name.
    const name = aliases.length === 0 ? table : `${this.prefix}${this.all.length + 1}`;
    const join = { alias: new TableAlias(table, name), parent, field, type, nullable, references: 1 };
    this.aliasesByTable.set(table, [...aliases, join.alias]);
    this.all.push(join);
    return join;
  }
}

function joinSql(join: Join, { dialect }: SqlContext): string {
  const { alias, parent, field, type } = join;
  const table = dialect.quoteName(alias.table);
  const named = alias.name === alias.table ? table : `${table} ${alias.name}`;
  if (type === "base" || parent === null || field === null) return named;
  const own = `${parent.alias.toSql(dialect)}.${dialect.quoteName(field.own.column as string)}`;
  const other = `${alias.toSql(dialect)}.${dialect.quoteName(field.other.column as string)}`;
  const conditions = [`${own} = ${dialect.joinCast(other, field.own, field.other)}`];
  if (field.contentType !== null) {
    const holder = field.contentType.side === "own" ? parent.alias : alias;
    conditions.push(`(${contentTypeSql(field.contentType, holder, dialect)})`);
  }
  return `${type === "inner" ? "INNER" : "LEFT OUTER"} JOIN ${named} ON (${conditions.join(" AND ")})`;
}

function nextPrefix(prefix: string, used: ReadonlySet<string>): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const letter of letters.slice(letters.indexOf(prefix) + 1)) if (!used.has(letter)) return letter;
  for (const first of letters)
    for (const second of letters) if (!used.has(first + second)) return first + second;
  throw new RangeError("Too many subqueries.");
}
