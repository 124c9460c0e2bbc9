import type { DateTime } from "../fields/datetime.ts";
import type { ColumnAt } from "./path.ts";
import type { FieldType } from "./field.ts";
import type { BinaryField, BooleanField, DateTimeField, FloatField } from "./fields.ts";
import type { InstanceRef } from "./instance.ts";
import type { Invalid } from "./invalid.ts";
import type { FreeField } from "./lookups.ts";
import type { ModelType } from "./model-type.ts";

/** The field of a query's one column: by its name where the row has it, else by its value. */
export type ColumnOfRow<M extends ModelType, Row> = Row extends InstanceRef
  ? Invalid<"A subquery has one column: name it with values()">
  : Row extends readonly unknown[]
    ? Row extends readonly [infer Value]
      ? FieldOfValue<Value> | null
      : Invalid<"A subquery has one column: name it with values()">
    : Row extends DateTime | Uint8Array
      ? FieldOfValue<Row> | null
      : Row extends object
        ? OnlyKey<keyof Row> extends infer Key extends string
          ? ColumnAt<M, Key> | null
          : Invalid<"A subquery has one column: name it with values()">
        : FieldOfValue<Row> | null;

/** The one of the keys; never, when there are several. */
type OnlyKey<Keys> = [Keys] extends [UnionToIntersection<Keys>] ? Keys : undefined;

type UnionToIntersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

type FieldOfValue<Value> = Value extends null
  ? null
  : Value extends boolean
    ? BooleanField
    : Value extends number
      ? FloatField
      : Value extends string
        ? FieldType<"text", Value>
        : Value extends DateTime
          ? DateTimeField
          : Value extends Uint8Array
            ? BinaryField
            : FreeField;
