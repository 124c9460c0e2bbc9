import { BridgeError } from "./base.ts";

/**
 * A value that a field does not take (Django's `ValueError`, `TypeError` or `ValidationError` from
 * `Field.get_prep_value`). The value itself is not in the message, which may be logged; it is in `value`, which is not
 * enumerable, so that it enters no log either.
 */
export class InvalidFieldValue extends BridgeError {
  override readonly code = "FIELD_VALUE_INVALID";
  declare readonly value: unknown;

  constructor(message: string, value: unknown, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, "value", { value, enumerable: false });
  }
}

/** An integer outside of what a `number` holds exactly (2^53): it throws rather than rounds. */
export class UnsafeInteger extends BridgeError {
  override readonly code = "INTEGER_UNSAFE";
}
