import type { AnyInstance, Instance } from "../../orm/typing/instance.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import type { ProjectModels } from "../../orm/typing/registry.ts";

/** What every user can be asked, logged in or not; names are Django's in camelCase. */
export interface UserMethods {
  readonly isAuthenticated: boolean;
  readonly isAnonymous: boolean;
  /** Whether the user has a permission ("catalog.change_book"), on an object where one is given (`User.has_perm`). */
  hasPerm(permission: string, object?: AnyInstance): Promise<boolean>;
  /** All of several permissions. */
  hasPerms(permissions: readonly string[], object?: AnyInstance): Promise<boolean>;
  /** Any permission of an app, by its label. */
  hasModulePerms(appLabel: string): Promise<boolean>;
  /** The user's own permissions and those of the groups; all of them for an active superuser. */
  getAllPermissions(): Promise<ReadonlySet<string>>;
}

export interface LoggedIn extends UserMethods {
  readonly isAuthenticated: true;
  readonly isAnonymous: false;
}

/** The row of AUTH_USER_MODEL, as generated code declares it; any row where there is none in sight. */
export type UserRow = ProjectModels extends { user: infer M extends ModelType } ? Instance<M> : AnyInstance;

/** Somebody who is logged in: a row of the project's user model. */
export type User = UserRow & LoggedIn;

const NOBODYS: ReadonlySet<string> = new Set();

/**
 * Who is not logged in (`django.contrib.auth.models.AnonymousUser`). Django's custom backends may give it permissions;
 * here it has none.
 */
export class AnonymousUser implements UserMethods {
  readonly isAuthenticated = false;
  readonly isAnonymous = true;
  readonly pk = null;
  readonly username = "";
  readonly is_active = false;
  readonly is_staff = false;
  readonly is_superuser = false;

  hasPerm(): Promise<boolean> {
    return Promise.resolve(false);
  }

  hasPerms(permissions: readonly string[]): Promise<boolean> {
    return Promise.resolve(permissions.length === 0);
  }

  hasModulePerms(): Promise<boolean> {
    return Promise.resolve(false);
  }

  getAllPermissions(): Promise<ReadonlySet<string>> {
    return Promise.resolve(NOBODYS);
  }

  toString(): string {
    return "AnonymousUser";
  }

  toJSON(): object {
    return {};
  }
}
