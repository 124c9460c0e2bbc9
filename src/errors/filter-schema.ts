import { BridgeError } from "./base.ts";

/** filterSchema() or a pagination names what the model does not have, or what cannot be asked. Raised at declaration. */
export class FilterSchemaError extends BridgeError {
  override readonly code = "FILTER_SCHEMA_ERROR";
}
