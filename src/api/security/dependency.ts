import { HTTPException } from "../../errors/api.ts";
import type { Context } from "../context/context.ts";
import { Dependency } from "../dependencies/depends.ts";
import type { SecurityRequirement } from "./scheme.ts";

export interface SecurityOptions {
  /** Name in the document's security schemes; default the class's name in FastAPI. */
  readonly schemeName?: string;
  readonly description?: string;
  /** False: who sends nothing is let through, with null. */
  readonly autoError?: boolean;
}

export type MaybeOptional<T, O extends SecurityOptions> = O extends { autoError: false } ? T | null : T;

/** Ends the request with 401 and a challenge (RFC 9110 section 15.5.2 asks for one), or lets it through with null. */
export function refuse(autoError: boolean, challenge: string): null {
  if (!autoError) return null;
  throw new HTTPException(401, "Not authenticated", { headers: { "www-authenticate": challenge } });
}
/** An Authorization header in two: "Bearer abc" is ["Bearer", "abc"]. */
export function splitAuthorization(header: string | undefined): readonly [scheme: string, parameter: string] {
  if (header === undefined) return ["", ""];
  const space = header.indexOf(" ");
  return space === -1 ? [header, ""] : [header.slice(0, space), header.slice(space + 1).trim()];
}

/** A dependency that is a security scheme: it runs before the body is read, and the document declares it. */
export function securityDependency<T>(
  security: SecurityRequirement,
  read: (context: Context) => unknown,
): Dependency<T> {
  return new Dependency({}, (_args, context) => read(context), { security });
}
