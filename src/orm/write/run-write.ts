import { WriteNeedsPython } from "../../errors/write.ts";
import { compileFor, writeCompiled } from "../executors/native.ts";
import { observed } from "../observe.ts";
import { NODE } from "../query/tree.ts";
import type { Condition, Operation, QueryTree, Terminal } from "../query/tree.ts";
import type { RowSource } from "../rows.ts";
import { markForRollback } from "./mark-for-rollback.ts";

/** What a native write did. */
export interface Written {
  readonly rowCount: number;
  /** The columns that were asked back, decoded. */
  readonly rows: readonly (readonly unknown[])[];
}

type Write = Extract<Terminal, { kind: "update" | "rawDelete" }>;

/** Runs an UPDATE or DELETE natively; or says why it cannot be. */
export async function tryWrite(tree: QueryTree, write: Write, alias: string): Promise<Written | string> {
  const compiled = compileFor(alias, tree, write);
  if (typeof compiled === "string") return compiled;
  const sql = compiled.kind === "query" ? compiled.statement.sql : null;
  const { rowCount, answer } =
    sql === null
      ? await writeCompiled(alias, compiled)
      : await markForRollback(alias, () =>
          observed({ executor: "native", model: tree.model, alias, sql }, () =>
            writeCompiled(alias, compiled),
          ),
        );
  return { rowCount, rows: answer.rows.map((row) => decoded(row, answer.source)) };
}

/**
 * The same where the caller made sure that it can be.
 * @throws WriteNeedsPython it cannot
 */
export async function runWrite(tree: QueryTree, write: Write, alias: string): Promise<Written> {
  const written = await tryWrite(tree, write, alias);
  if (typeof written !== "string") return written;
  throw new WriteNeedsPython(`This write of ${tree.model} cannot be native: ${written}.`);
}

/** Rows of a model by lookups, from its `_base_manager`: what Django writes to. */
export function baseTree(
  model: string,
  alias: string | null,
  lookups: Readonly<Record<string, unknown>>,
): QueryTree {
  return { [NODE]: "tree", model, manager: null, using: alias, operations: [filterBy(lookups)] };
}

export function filterBy(lookups: Readonly<Record<string, unknown>>): Operation {
  const children: Condition[] = Object.entries(lookups).map(([key, value]) => ({
    kind: "lookup",
    key,
    value,
  }));
  return { op: "filter", where: { kind: "and", negated: false, children } };
}

function decoded(row: readonly unknown[], { decoders }: RowSource): readonly unknown[] {
  return row.map((value, index) => {
    const decode = decoders[index] ?? null;
    return value === null || decode === null ? value : decode(value);
  });
}
