import { BridgeError } from "./base.ts";

/** `--upstream` has no form that we know. */
export class UpstreamInvalid extends BridgeError {
  override readonly code = "UPSTREAM_INVALID";
}
