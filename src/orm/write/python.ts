import { WriteNeedsPython } from "../../errors/write.ts";
import type { BridgeMethods } from "../../manifest/bridge.ts";
import { observed } from "../observe.ts";
import { runtime } from "../runtime.ts";
import { tellOnce } from "../tell-once.ts";
import { pythonSession } from "../transaction/python-session.ts";

/** A write that Python does: what, and because of what. */
export interface PythonWrite {
  /** "Saving catalog.Book" */
  readonly what: string;
  /** "catalog.models.Book.save() is overridden" */
  readonly reason: string;
  /** The database that is written, or "python": the routers are asked there. */
  readonly alias: string;
  /** What the caller said to leave out (`hooks: "skip"`), and Python would run. */
  readonly skipped?: string | null;
}

type WriteMethod = "clean" | "save" | "delete" | "m2m" | "querysetMethod" | "bulk";

/**
 * Sends a write to Python: to the worker that owns the transaction around, if there is one.
 * @throws WriteNeedsPython there is no Python, or hooks were to be left out
 */
export async function writeInPython<M extends WriteMethod>(
  { what, reason, alias, skipped = null }: PythonWrite,
  method: M,
  params: BridgeMethods[M]["params"],
): Promise<BridgeMethods[M]["result"]> {
  const said = `${what} runs in Python: ${reason}`;
  const { bridge } = runtime();
  if (!bridge.available)
    throw new WriteNeedsPython(
      `${said}. This process has no Python.${method === "clean" ? "" : ' { hooks: "skip" } leaves hooks out.'}`,
    );
  if (skipped !== null)
    throw new WriteNeedsPython(
      `${said}. There, { hooks: "skip" } cannot leave out what it has of its own: ${skipped}.`,
    );
  const session = pythonSession(alias, said);
  tellOnce(alias, `${said}.`);
  return observed(
    { executor: "worker", model: modelOf(params), alias: alias === "python" ? null : alias, sql: null },
    () => session.request(method, params),
  );
}

function modelOf(params: BridgeMethods[WriteMethod]["params"]): string {
  return "model" in params ? params.model : (params.tree as { readonly model: string }).model;
}
