import type { FieldDescription } from "../../manifest/schema.ts";
import { fieldType } from "../fields/registry.ts";
import type { SqlContext, SqlExpression } from "./expression.ts";
import { outputField } from "./output-field.ts";
import { namedOutput } from "./output-types.ts";
import type { ResolveExpression } from "./resolver.ts";
import { NotCompilable, ValueOverflow } from "./result-set.ts";
import { Slot } from "./slot.ts";
import type { SlotKind } from "./slot.ts";
import { mapText, text } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** `Value._resolve_output_field`, by what JavaScript tells of a value. */
const OUTPUTS: Readonly<Record<SlotKind, string | null>> = {
  null: null,
  true: "BooleanField",
  false: "BooleanField",
  integer: "IntegerField",
  float: "FloatField",
  bigint: "BigIntegerField",
  string: "CharField",
  date: "DateTimeField",
  bytes: "BinaryField",
  object: null,
  list: null,
  emptyList: null,
  instance: null,
};

const INT32 = 2 ** 31;

/** A plain value in SQL (`django.db.models.Value`). */
export class Value implements SqlExpression {
  readonly slot: Slot;
  readonly output: FieldDescription | null;
  readonly containsAggregate = false;

  constructor(slot: Slot, output: FieldDescription | null = null) {
    this.slot = slot;
    const kind = OUTPUTS[slot.kind];
    this.output = output ?? (kind === null ? null : outputField(kind));
  }

  get conditional(): boolean {
    return this.output?.internalType === "BooleanField";
  }

  toSql({ dialect }: SqlContext): Sql {
    const { slot, output } = this;
    if (slot.isNull) return text("NULL");
    if (output === null) throw new NotCompilable("A Value() whose type is not known.");
    const type = fieldType(output);
    const small = output.internalType === "IntegerField" && slot.overflow === 0;
    const parameter = slot.parameter((value) => {
      const prepared = type.prepare(value, output);
      // Written as a small integer unless it is none: functions take those.
      if (small && typeof prepared === "number" && (prepared < -INT32 || prepared >= INT32))
        throw new ValueOverflow(slot.index, prepared < 0 ? -1 : 1);
      return dialect.toDriver(prepared, output);
    });
    const internalType =
      output.internalType === "IntegerField" && !small ? "BigIntegerField" : output.internalType;
    const typed = mapText(parameter, (placeholder) => dialect.typedValue(placeholder, internalType));
    return internalType === "DecimalField" ? mapText(typed, dialect.exactDecimal) : typed;
  }

  emptyResult(context: SqlContext): Sql {
    return this.toSql(context);
  }

  columns(): readonly SqlExpression[] {
    return [];
  }

  groupBy(): readonly SqlExpression[] {
    return [];
  }
}

export const value: ResolveExpression = ([slot], options) => {
  if (!(slot instanceof Slot)) throw new NotCompilable("Value() of an expression.");
  return new Value(slot, namedOutput(options["output_field"]));
};
