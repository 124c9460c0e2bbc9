import { RequestValidationError } from "../../errors/api.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { attribute } from "../../orm/instance.ts";

/**
 * A row that is saved under another primary key is a second row beside the first, as in Django. Nobody who changes one by
 * its path means that.
 *
 * @throws RequestValidationError data has another primary key than the row
 */
export function checkKeptKey({ pk }: ModelMeta, row: object, data: Readonly<Record<string, unknown>>): void {
  const input = data[pk.attname];
  if (input === undefined || comparable(input) === comparable(attribute(row, pk.attname))) return;
  throw RequestValidationError.of(
    [
      {
        type: "value_error",
        loc: ["body", pk.attname],
        msg: "Value error, the primary key of a row cannot be changed",
        input,
        ctx: { error: {} },
      },
    ],
    data,
  );

  /** A UUID is the same in capitals. */
  function comparable(value: unknown): string {
    return pk.internalType === "UUIDField" ? String(value).toLowerCase() : String(value);
  }
}
