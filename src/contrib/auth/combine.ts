import { Dependency } from "../../api/dependencies/depends.ts";
import type { AnonymousUser, User } from "../../auth/users/user.ts";
import { UserRequirement } from "./requirement.ts";
import type { Verdict } from "./requirement.ts";

type Anyone = User | AnonymousUser;
type Several = readonly [AnyRequirement, AnyRequirement, ...AnyRequirement[]];
type AnyRequirement = UserRequirement<Anyone, string>;

type UserOf<R> = R extends UserRequirement<infer T, string> ? T : never;
type NamesOf<R> = R extends UserRequirement<Anyone, infer Names> ? Names : never;
/** Whoever meets all of them is what each of them gives. */
type Common<Rs extends readonly unknown[]> = Rs extends readonly [infer First, ...infer Rest]
  ? UserOf<First> & Common<Rest>
  : unknown;

/**
 * One of several requirements is enough; they are asked in order, until one is met.
 *
 * @example anyOf(staffRequired, permissionRequired("catalog.change_book"))
 */
export function anyOf<const Rs extends Several>(
  ...requirements: Rs
): UserRequirement<UserOf<Rs[number]>, NamesOf<Rs[number]>> {
  return combined(requirements, async (verdicts, user) => {
    for (const meets of verdicts) if (await meets(user)) return true;
    return false;
  });
}

/** All of several requirements. */
export function allOf<const Rs extends Several>(
  ...requirements: Rs
): UserRequirement<Common<Rs> & Anyone, NamesOf<Rs[number]>> {
  return combined(requirements, async (verdicts, user) => {
    for (const meets of verdicts) if (!(await meets(user))) return false;
    return true;
  });
}

/** Who does not meet a requirement; who is not logged in does not, either. */
export function not<R extends AnyRequirement>(requirement: R): UserRequirement<Anyone, NamesOf<R>> {
  return combined([requirement], async ([meets], user) => !(await (meets as Verdict)(user)));
}

function combined<T extends Anyone, Names extends string>(
  requirements: readonly AnyRequirement[],
  decide: (verdicts: readonly Verdict[], user: Anyone) => Promise<boolean>,
): UserRequirement<T, Names> {
  const args = Object.fromEntries(requirements.map(({ verdict }, index) => [String(index), verdict]));
  const verdict = new Dependency<Verdict, Names>(
    args,
    (verdicts: Readonly<Record<string, Verdict>>): Verdict =>
      (user) =>
        decide(Object.values(verdicts), user),
  );
  return new UserRequirement<T, Names>(verdict);
}
