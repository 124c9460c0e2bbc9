import type { WireValue } from "../../manifest/wire.ts";
import { fromWireColumn } from "../fields/wire.ts";
import type { QueryTree, Terminal } from "../query/tree.ts";
import { rowKind } from "../query-rules.ts";
import { terminalToWire, treeToWire } from "../query/wire.ts";
import type { RowSource } from "../rows.ts";
import { runtime } from "../runtime.ts";
import { pythonSession } from "../transaction/python-session.ts";
import { aliasOf } from "./alias.ts";
import type { Answer } from "./answer.ts";
import { tagDurations } from "./durations.ts";

const sources = new Map<string, RowSource>();
const SOURCES_LIMIT = 500;

/** Runs a tree as a Django QuerySet in the worker. */
export async function runInWorker(tree: QueryTree, terminal: Terminal): Promise<Answer> {
  const { registry } = runtime();
  const alias = aliasOf(tree);
  const session = pythonSession(alias, `A query of ${tree.model} runs in Python`);
  const { columns, rows } = await session.request("query", {
    tree: tagDurations(treeToWire(tree), registry),
    terminal: terminalToWire(terminal),
  });
  return {
    source: sourceOf(tree, terminal, columns),
    rows: rows.map((row: readonly WireValue[]) => row.map(fromWireColumn)),
  };
}

/** The database's plan as Django's `explain()` gives it. */
export async function explainInWorker(tree: QueryTree): Promise<string> {
  const { rows } = await runInWorker(tree, { kind: "explain" });
  return String(rows[0]?.[0] ?? "");
}

/** The same object for every answer of one shape, so that its row constructor is made once. */
function sourceOf(tree: QueryTree, terminal: Terminal, columns: readonly string[]): RowSource {
  const kind = terminal.kind === "rows" ? rowKind(tree) : "list";
  const key = `${kind} ${tree.model} ${columns.join(" ")}`;
  let source = sources.get(key);
  if (source === undefined) {
    source = { shape: { kind, columns }, decoders: columns.map(() => null) };
    if (sources.size >= SOURCES_LIMIT) sources.clear();
    sources.set(key, source);
  }
  return source;
}
