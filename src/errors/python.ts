import { BridgeError } from "./base.ts";

/** Something needs the Python side, and this process has none. */
export class PythonUnavailable extends BridgeError {
  override readonly code = "PYTHON_UNAVAILABLE";
  override readonly status = 503;
}
