import type { AnyInstance } from "../../orm/typing/instance.ts";
import { allPermissions, hasModulePerms, hasPerm } from "./permissions.ts";
import type { LoggedIn, User } from "./user.ts";

/** The methods that rows of the user model have, as properties of their prototype. */
export const USER_PROPERTIES = {
  isAuthenticated: { value: true },
  isAnonymous: { value: false },
  hasPerm: {
    value(this: User, permission: string, object?: AnyInstance) {
      return hasPerm(this, permission, object);
    },
  },
  hasPerms: {
    async value(this: User, permissions: readonly string[], object?: AnyInstance) {
      for (const permission of permissions) if (!(await hasPerm(this, permission, object))) return false;
      return true;
    },
  },
  hasModulePerms: {
    value(this: User, appLabel: string) {
      return hasModulePerms(this, appLabel);
    },
  },
  getAllPermissions: {
    value(this: User) {
      return allPermissions(this);
    },
  },
} satisfies Record<keyof LoggedIn, PropertyDescriptor>;
