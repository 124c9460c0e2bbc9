import type { ModelMeta } from "../meta.ts";
import { columnReason, databaseReason } from "../write/needs-python.ts";
import { validatorReason } from "./validators.ts";

const reasons = new WeakMap<ModelMeta, string | null>();

/** Why rows of a model are validated by Python; null: it can be done here. */
export function cleanReason(meta: ModelMeta, alias: string): string | null {
  const known = reasons.get(meta);
  const reason = known === undefined ? modelCleanReason(meta) : known;
  if (known === undefined) reasons.set(meta, reason);
  return reason ?? databaseReason(alias);
}

function modelCleanReason(meta: ModelMeta): string | null {
  const { hooks } = meta.description;
  if (hooks.clean !== null) return hooks.clean;
  for (const { name, validators } of meta.concreteFields)
    for (const validator of validators) {
      const reason = validatorReason(validator);
      if (reason !== null) return `of "${name}", ${reason}`;
    }
  return columnReason(meta.concreteFields);
}
