import { BridgeError } from "./base.ts";

/** The address to listen on cannot be had. */
export class CannotListen extends BridgeError {
  override readonly code = "CANNOT_LISTEN";
}

/** `serve --workers`: a process of the API did not come to serve. */
export class ApiWorkerFailed extends BridgeError {
  override readonly code = "API_WORKER_FAILED";
}

/** `generate --check`: the generated models are not those of the project. */
export class ModelsStale extends BridgeError {
  override readonly code = "MODELS_STALE";
}

/** Options of a command that do not go together, or a value that has no meaning. */
export class UsageError extends BridgeError {
  override readonly code = "USAGE";
}
