import type { Context } from "../../api/context/context.ts";
import { Dependency } from "../../api/dependencies/depends.ts";
import type { ArgumentDeclarations, ArgumentValues, DeclaredNames } from "../../api/parameters/argument.ts";
import type { AnonymousUser, User } from "../../auth/users/user.ts";
import { PermissionDenied } from "../../errors/auth.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { notAuthenticated } from "./authentication.ts";
import type { Identity } from "./authentication.ts";
import { requiredIdentity } from "./identity.ts";
import { FORBIDDEN } from "./scheme.ts";

type Anyone = User | AnonymousUser;

/** Whether a user meets a requirement of this request, whose arguments are known. */
export type Verdict = (user: Anyone) => MaybePromise<boolean>;

/**
 * Something that a user must be or may do. As an argument its value is the user; among `dependencies` it only guards.
 * Who is not logged in gets 401, who may not 403.
 */
export class UserRequirement<out T extends Anyone, out Names extends string = never> extends Dependency<
  T,
  Names
> {
  /** For `anyOf`, `allOf` and `not`, which ask without refusing. */
  readonly verdict: Dependency<Verdict, Names>;

  constructor(verdict: Dependency<Verdict, Names>, mayBeForbidden = true) {
    super(
      { verdict, identity: requiredIdentity },
      async ({ verdict: meets, identity }: { readonly verdict: Verdict; readonly identity: Identity }) => {
        if (await meets(identity.user)) return identity.user;
        throw refusal(identity);
      },
      mayBeForbidden ? { responses: FORBIDDEN } : {},
    );
    this.verdict = verdict;
  }
}

/** A requirement that looks at the user alone. */
export function requirement<T extends Anyone>(meets: Verdict, mayBeForbidden = true): UserRequirement<T> {
  return new UserRequirement<T>(new Dependency({}, () => meets), mayBeForbidden);
}

/**
 * A requirement that looks at arguments too. Who is not logged in is refused before they are read: nobody learns from a
 * 404 what there is.
 */
export function requirementOn<const A extends ArgumentDeclarations>(
  args: A,
  meets: (user: User, args: ArgumentValues<A>, context: Context) => MaybePromise<boolean>,
): UserRequirement<User, DeclaredNames<A>> {
  const verdict = new Dependency<Verdict, DeclaredNames<A>>(
    { "~login": gate, ...args },
    (values: ArgumentValues<A>, context): Verdict =>
      (user) =>
        user.isAuthenticated && meets(user, values, context),
  );
  return new UserRequirement(verdict);
}

const gate: Dependency<null> = new Dependency(
  { identity: requiredIdentity },
  ({ identity }: { readonly identity: Identity }) => {
    if (!identity.user.isAuthenticated) throw refusal(identity);
    return null;
  },
);

function refusal({ user, challenge }: Identity): Error {
  if (user.isAuthenticated) return new PermissionDenied("You do not have permission to perform this action.");
  return notAuthenticated(challenge);
}
