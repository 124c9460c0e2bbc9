import { BridgeError } from "./base.ts";

/** A path operation's path that cannot be matched: a parameter twice, an unknown convertor. */
export class PathTemplateError extends BridgeError {
  override readonly code = "PATH_TEMPLATE_INVALID";
}
