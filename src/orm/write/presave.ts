import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelInstance } from "../instance.ts";
import { localNow, now } from "./field-default.ts";

/** `Field.pre_save`: times that fill themselves. Overridden ones are a model's write hook. */
export function presave(instance: ModelInstance, field: FieldDescription, adding: boolean): void {
  if (!field.autoNow && !(field.autoNowAdd && adding)) return;
  (instance as unknown as Record<string, unknown>)[field.attname] = currentValue(field);
}

function currentValue({ internalType }: FieldDescription): unknown {
  switch (internalType) {
    case "DateField":
      return localNow().date;
    case "TimeField":
      return localNow().time;
    default:
      return now();
  }
}
