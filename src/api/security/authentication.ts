import type { User } from "../../auth/users/user.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { Context } from "../context/context.ts";
import type { SecurityRequirement } from "./scheme.ts";

/**
 * A way for a request to say who asks. `authentication` of an application, a router or an operation lists those that are
 * good there, in the order in which they are asked.
 */
export interface AuthenticationScheme {
  readonly security: SecurityRequirement;
  /**
   * Its user; null: the request does not use this scheme.
   *
   * @param alone whether it is the only scheme of the operation
   * @throws AuthenticationFailed the request uses it, and what it says is wrong
   */
  readonly authenticate: (context: Context, alone: boolean) => MaybePromise<User | null>;
  /** The `WWW-Authenticate` of a 401, where this scheme is the operation's first. */
  readonly challenge: () => string;
  /** Called at start, where the project is known: throws where the scheme cannot work in it. */
  readonly check?: () => void;
}

export type Authentication = readonly AuthenticationScheme[];
