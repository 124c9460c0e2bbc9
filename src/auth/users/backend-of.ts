import type { User } from "./user.ts";

/** The backend by which a user was authenticated: Django keeps it as `user.backend`. */
export const backendOf = new WeakMap<User, string>();
