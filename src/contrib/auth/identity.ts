import { Dependency } from "../../api/dependencies/depends.ts";
import type { Authentication } from "../../api/security/authentication.ts";
import type { SecurityRequirement } from "../../api/security/scheme.ts";
import { ApplicationDeclarationError } from "../../errors/api.ts";
import { identify } from "./authentication.ts";
import type { Identity } from "./authentication.ts";
import { identityResponses } from "./scheme.ts";
import { sessionAuthentication } from "./session-authentication.ts";

/**
 * Who asks, by the operation's `authentication`; by Django's session where it has none.
 *
 * @param optional whether the operation serves who is nobody as well
 */
function identityDependency(optional: boolean): Dependency<Identity> {
  const byList = new WeakMap<Authentication, Dependency<Identity>>();
  const under = (schemes: Authentication): Dependency<Identity> => {
    for (const { check } of schemes) check?.();
    const made =
      byList.get(schemes) ??
      new Dependency<Identity>({}, (_args, context) => identify(schemes, context), {
        security: requirementOf(schemes, optional),
        responses: identityResponses(schemes, optional),
        under,
      });
    byList.set(schemes, made);
    return made;
  };
  return under([sessionAuthentication]);
}

function requirementOf([first, ...others]: Authentication, optional: boolean): SecurityRequirement {
  if (first === undefined)
    throw new ApplicationDeclarationError("`authentication` is an empty list: nobody could be known by it");
  const { name, scopes } = first.security;
  return {
    name,
    get scheme() {
      return first.security.scheme;
    },
    scopes,
    optional,
    alternatives: others.map(({ security }) => security),
  };
}

export const requiredIdentity: Dependency<Identity> = identityDependency(false);
export const optionalIdentity: Dependency<Identity> = identityDependency(true);
