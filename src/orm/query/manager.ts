import { QueryError } from "../../errors/query.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import type { ModelMeta } from "../meta.ts";
import type { ShapedOperation } from "./shaped.ts";
import { constantOperations } from "./shape-values.ts";
import { operationFromWire } from "./wire.ts";

/**
 * The operations that a manager's `get_queryset()` stands for. `name` null: the model's base manager.
 * @throws NotCompilable only Python knows what it does
 */
export function managerOperations(meta: ModelMeta, name: string | null): readonly ShapedOperation[] {
  const wanted = name ?? meta.description.baseManager;
  if (wanted === null) return [];
  const manager = meta.description.managers.find((one) => one.name === wanted);
  if (manager === undefined) throw new QueryError(`${meta.label} has no manager "${wanted}".`);
  switch (manager.filter.kind) {
    case "none":
      return [];
    case "operations":
      return constantOperations(manager.filter.operations.map(operationFromWire));
    case "python":
      throw new NotCompilable(`The manager ${meta.label}.${wanted} is Python's: ${manager.filter.reason}`);
  }
}
