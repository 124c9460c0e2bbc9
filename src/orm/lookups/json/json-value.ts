import type { SqlContext } from "../../expressions/expression.ts";
import { NotCompilable } from "../../expressions/result-set.ts";
import type { Slot } from "../../expressions/slot.ts";
import { mapText } from "../../expressions/sql.ts";
import type { Sql } from "../../expressions/sql.ts";
import type { RightSide } from "../lookup.ts";

/** The plain value that JSON is compared with; expressions there are Python's. */
export function valueSlot(rhs: RightSide): Slot {
  if (rhs.kind !== "value") throw new NotCompilable("JSON compared with an expression.");
  return rhs.slot;
}

/** A value as JSON: null is JSON's null. */
export function jsonParameter(
  slot: Slot,
  { dialect }: SqlContext,
  write: (placeholder: string) => string,
): Sql {
  return mapText(
    slot.parameter((value) => dialect.json.toDriver(value ?? null)),
    write,
  );
}
