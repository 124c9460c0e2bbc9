import { QueryNeedsPython } from "../../errors/orm.ts";
import { andThen } from "../../util/maybe-promise.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { CompiledQuery, EmptyQuery } from "../query/compile.ts";
import type { QueryTree, Terminal } from "../query/tree.ts";
import { observed, startObserving } from "../observe.ts";
import { runtime } from "../runtime.ts";
import { tellOnce } from "../tell-once.ts";
import { aliasOf } from "./alias.ts";
import type { Answer, ExecutorName } from "./answer.ts";
import { compileFor, explainCompiled, runCompiled, streamCompiled } from "./native.ts";
import { explainInWorker, runInWorker } from "./worker.ts";

/** How a query is going to run. */
type Plan =
  | { readonly executor: "native"; readonly alias: string; readonly compiled: CompiledQuery | EmptyQuery }
  | { readonly executor: "worker"; readonly cause: string };

/** `executor`: only that one, for tests that compare the two. */
export interface RunOptions {
  readonly executor: ExecutorName | null;
}

/** Runs a query natively where SQL can be written for it, else in the worker. */
export function run(tree: QueryTree, terminal: Terminal, options: RunOptions): MaybePromise<Answer> {
  const plan = planOf(tree, terminal, options);
  if (plan.executor === "worker") return observed(described(tree, plan), () => runInWorker(tree, terminal));
  const { alias, compiled } = plan;
  if (compiled.kind === "empty") return runCompiled(alias, compiled);
  return observed(described(tree, plan), () => runCompiled(alias, compiled));
}

/** Rows in pages. The worker answers them all at once. */
export async function* stream(
  tree: QueryTree,
  pageSize: number,
  options: RunOptions,
): AsyncGenerator<Answer> {
  const plan = planOf(tree, { kind: "rows" }, options);
  const report = startObserving(described(tree, plan));
  let failed = false;
  try {
    if (plan.executor === "native") yield* streamCompiled(plan.alias, plan.compiled, pageSize);
    else yield await runInWorker(tree, { kind: "rows" });
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    report?.(failed);
  }
}

/** Which executor runs a query, and how the database does. */
export function explain(tree: QueryTree, options: RunOptions): MaybePromise<string> {
  const plan = planOf(tree, { kind: "rows" }, options);
  return plan.executor === "native"
    ? andThen(explainCompiled(plan.alias, plan.compiled), (text) => `native\n${text}`)
    : andThen(explainInWorker(tree), (text) => `worker, because ${plan.cause}\n${text}`);
}

function described(tree: QueryTree, plan: Plan): Parameters<typeof startObserving>[0] {
  if (plan.executor === "worker")
    return { executor: "worker", model: tree.model, alias: tree.using, sql: null };
  const sql = plan.compiled.kind === "query" ? plan.compiled.statement.sql : null;
  return { executor: "native", model: tree.model, alias: plan.alias, sql };
}

function planOf(tree: QueryTree, terminal: Terminal, { executor }: RunOptions): Plan {
  if (executor === "worker") return { executor, cause: "it was asked to" };
  const alias = aliasOf(tree);
  const compiled = attempt(alias, tree, terminal);
  if (typeof compiled !== "string") return { executor: "native", alias, compiled };
  if (executor === "native") throw new QueryNeedsPython(`This query is not compiled here: ${compiled}`);
  allowWorker(tree, alias, compiled);
  return { executor: "worker", cause: compiled };
}

function attempt(alias: string, tree: QueryTree, terminal: Terminal): CompiledQuery | EmptyQuery | string {
  if (alias === "python") return "DATABASE_ROUTERS answer differently each time they are asked";
  return runtime().uncompilable(alias) ?? compileFor(alias, tree, terminal);
}

/** Says once for each model and cause that a query runs in Python; refuses where it must not or cannot. */
export function allowWorker(tree: QueryTree, alias: string, cause: string): void {
  const { bridge, settings } = runtime();
  const what = `A query of ${tree.model} runs in Python: ${cause}.`;
  if (settings["FASTAPI_QUERY_FALLBACK"] === "error")
    throw new QueryNeedsPython(`${what} FASTAPI_QUERY_FALLBACK = "error" forbids that.`);
  if (!bridge.available) throw new QueryNeedsPython(`${what} This process has no Python.`);
  tellOnce(alias, what);
}
