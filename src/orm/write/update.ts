import { QueryError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../meta.ts";
import { refuseCombined } from "../query/combination.ts";
import type { QueryTree } from "../query/tree.ts";
import { modelMeta, runtime } from "../runtime.ts";
import { atomic } from "../transaction/atomic.ts";
import { databaseReason } from "./needs-python.ts";
import type { HookOptions } from "./options.ts";
import { querysetInPython } from "./queryset-in-python.ts";
import { readColumns } from "./read-column.ts";
import { referring } from "./referring.ts";
import { baseTree, runWrite, tryWrite } from "./run-write.ts";
import { writeAlias } from "./write-alias.ts";
import { driverValue } from "./write-fields.ts";

type Values = Readonly<Record<string, unknown>>;

/** `QuerySet.update()`: answers how many rows match. No save() and no signals, as in Django. */
export async function updateRows(
  tree: QueryTree,
  given: Values,
  { hooks }: HookOptions = {},
): Promise<number> {
  refuse(tree);
  // Undefined is "not given", as in create(): what a PATCH leaves out must not become NULL.
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const meta = modelMeta(tree.model);
  const alias = writeAlias(meta, tree.using, null);
  const overridden = meta.description.hooks.queryset[tree.manager ?? ""]?.["update"] ?? null;
  const [own, skipped] = hooks === "skip" ? [null, overridden] : [overridden, null];
  const asked = own ?? databaseReason(alias);
  const updated = asked === null ? await updateNatively(meta, tree, values, alias) : asked;
  if (typeof updated === "number") return updated;
  const reason = updated;
  const what = `Updating rows of ${meta.label}`;
  return Number(await querysetInPython(tree, { what, reason, alias, skipped }, "update", values));
}

/** The number of rows; or why Python must. */
async function updateNatively(
  meta: ModelMeta,
  tree: QueryTree,
  values: Values,
  alias: string,
): Promise<number | string> {
  if (Object.keys(values).length === 0) return 0;
  const byTable = Map.groupBy(Object.entries(values), ([name]) => tableOf(meta, name));
  const own = meta.description.concreteModel;
  if (byTable.size === 1 && byTable.has(own)) {
    const written = await referringTo(meta, values, alias, () =>
      tryWrite(tree, { kind: "update", values }, alias),
    );
    return typeof written === "string" ? written : written.rowCount;
  }
  return updateTables(meta, tree, byTable, alias);
}

/**
 * Columns of parents too (`UpdateQuery.add_related_update`): the rows' keys are read first, one UPDATE for each table. In one
 * transaction, unlike Django's: what a parent's table refuses would leave the child's changed.
 */
async function updateTables(
  meta: ModelMeta,
  tree: QueryTree,
  byTable: ReadonlyMap<string, readonly (readonly [string, unknown])[]>,
  alias: string,
): Promise<number | string> {
  const own = meta.description.concreteModel;
  const tables = [...new Set([own, ...byTable.keys()])].filter((label) => byTable.has(label));
  return atomic(
    async () => {
      const keys = tables.map((label) => keyName(meta, label));
      const rows = await readColumns({ ...tree, using: alias }, keys);
      let count = 0;
      for (const [index, label] of tables.entries()) {
        const part = Object.fromEntries(byTable.get(label) as readonly (readonly [string, unknown])[]);
        const where = baseTree(label, alias, { pk__in: rows.map((row) => row[index]) });
        const { rowCount } = await referringTo(meta, part, alias, () =>
          runWrite(where, { kind: "update", values: part }, alias),
        );
        if (index === 0) count = rowCount;
      }
      return count;
    },
    { using: alias, savepoint: false },
  );
}

/** `referring()`, with values as update() takes them: rows and expressions too. */
function referringTo<T>(meta: ModelMeta, values: Values, alias: string, write: () => Promise<T>): Promise<T> {
  const given = Object.entries(values).flatMap(([name, value]) => {
    const field = meta.field(name);
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "bigint";
    return field === undefined || field.relation === null || !plain ? [] : [{ field, value }];
  });
  const { dialect } = runtime().database(alias);
  return referring(
    alias,
    given.map(({ field }) => field),
    () => [given.map(({ field, value }) => driverValue(field, value, dialect))],
    write,
  );
}

/** The column of a row whose value is the key in a table: the model's own, or an ancestor's. */
function keyName(meta: ModelMeta, label: string): string {
  return label === meta.description.concreteModel ? "pk" : modelMeta(label).pk.attname;
}

function tableOf(meta: ModelMeta, name: string): string {
  const field: FieldDescription | undefined = name === "pk" ? undefined : meta.field(name);
  return field === undefined || field.column === null ? meta.description.concreteModel : field.model;
}

/** The checks of `QuerySet.update`. */
function refuse(tree: QueryTree): void {
  refuseCombined(tree, "update");
  const { operations } = tree;
  if (operations.some(({ op }) => op === "slice"))
    throw new QueryError("Cannot update a query once a slice has been taken.");
  if (operations.some((operation) => operation.op === "distinct" && operation.fields.length > 0))
    throw new QueryError("Cannot call update() after .distinct(*fields).");
}
