import type { Context } from "../../api/context/context.ts";
import type { Dependency } from "../../api/dependencies/depends.ts";
import type { ArgumentDeclarations, ArgumentValues, DeclaredNames } from "../../api/parameters/argument.ts";
import type { User } from "../../auth/users/user.ts";
import type { AnyInstance } from "../../orm/typing/instance.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { requirement, requirementOn } from "./requirement.ts";
import type { UserRequirement } from "./requirement.ts";

type Flags = { readonly is_active?: boolean; readonly is_staff?: boolean; readonly is_superuser?: boolean };

/**
 * Somebody who is logged in by Django's session (`django.contrib.auth.decorators.login_required`).
 *
 * @example
 * api.get("/me", { args: { user: loginRequired } }, ({ user }) => ({ username: user.username }));
 * const router = new APIRouter({ dependencies: [loginRequired] });
 */
export const loginRequired: UserRequirement<User> = requirement<User>((user) => user.isAuthenticated, false);

/** Somebody who may enter the admin (`staff_member_required`): active and of the staff. */
export const staffRequired: UserRequirement<User> = requirement<User>((user) => {
  const { is_active: active, is_staff: staff } = user as Flags;
  return user.isAuthenticated && active !== false && staff === true;
});

/** A superuser who is active. */
export const superuserRequired: UserRequirement<User> = requirement<User>((user) => {
  const { is_active: active, is_superuser: superuser } = user as Flags;
  return user.isAuthenticated && active !== false && superuser === true;
});

/** Somebody with a permission, or with all of several (`permission_required`). */
export function permissionRequired(permissions: string | readonly string[]): UserRequirement<User>;
/**
 * Somebody with a permission on an object: what a dependency gives. Django's ModelBackend gives none on objects; the
 * project's own backends are asked in Python.
 *
 * @example
 * permissionRequired("catalog.change_book", { object: TheBook })
 */
export function permissionRequired<Names extends string>(
  permissions: string | readonly string[],
  options: { readonly object: Dependency<AnyInstance, Names> },
): UserRequirement<User, Names>;
export function permissionRequired(
  permissions: string | readonly string[],
  options?: { readonly object: Dependency<AnyInstance, string> },
): UserRequirement<User, string> {
  const names = typeof permissions === "string" ? [permissions] : permissions;
  if (options === undefined) return requirement<User>((user) => user.hasPerms(names));
  return requirementOn({ object: options.object }, (user, { object }) => user.hasPerms(names, object));
}

/**
 * Somebody who is logged in and passes a test (`user_passes_test`), which may see arguments of the request: a book that
 * a dependency has looked up, say.
 *
 * @example
 * const ownOrder = userPassesTest({ order: TheOrder }, (user, { order }) => order.customer_id === user.pk);
 */
export function userPassesTest(
  test: (user: User, context: Context) => MaybePromise<boolean>,
): UserRequirement<User>;
export function userPassesTest<const A extends ArgumentDeclarations>(
  args: A,
  test: (user: User, args: ArgumentValues<A>, context: Context) => MaybePromise<boolean>,
): UserRequirement<User, DeclaredNames<A>>;
export function userPassesTest(
  argsOrTest: ArgumentDeclarations | ((user: User, context: Context) => MaybePromise<boolean>),
  test?: (user: User, args: never, context: Context) => MaybePromise<boolean>,
): UserRequirement<User, string> {
  if (typeof argsOrTest === "function")
    return requirementOn({}, (user, _args, context) => argsOrTest(user, context));
  const meets = test as (user: User, args: unknown, context: Context) => MaybePromise<boolean>;
  return requirementOn(argsOrTest, meets);
}
