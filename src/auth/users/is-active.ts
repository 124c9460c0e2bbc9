import { valueToWire } from "../../orm/query/wire.ts";
import { askPython } from "../python.ts";
import { auth } from "../runtime.ts";
import { userColumn } from "./rows.ts";
import type { User } from "./user.ts";

/** `user.is_active`: a column, AbstractBaseUser's constant, or the project's Python, which a worker runs. */
export async function isActiveUser(user: User): Promise<boolean> {
  switch (auth().users.isActive) {
    case "always":
      return true;
    case "field":
      return userColumn(user, "is_active") === true;
    case "python":
      return askPython<boolean>(auth().bridge, "is_active", valueToWire(user.pk));
  }
}
