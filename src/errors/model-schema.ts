import { BridgeError } from "./base.ts";

/** modelSchema() was asked for what the model does not have, or not told what to take. Raised when it is declared. */
export class ModelSchemaError extends BridgeError {
  override readonly code = "MODEL_SCHEMA_ERROR";
}
