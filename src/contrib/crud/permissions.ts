import type { ModelMeta } from "../../orm/meta.ts";
import { permissionRequired } from "../auth/requirements.ts";
import type { CrudOperation, CrudOptions, CrudPermission } from "./options.ts";

type Permissions = CrudOptions<never>["permissions"];

/** What an operation needs; null: nothing. */
export function permissionOf(
  operation: CrudOperation,
  meta: ModelMeta,
  permissions: Permissions = "model",
): CrudPermission | null {
  if (permissions === "public") return null;
  if (permissions !== "model") {
    const own = permissions[operation];
    if (own !== undefined) return own;
  }
  // `django.contrib.auth.get_permission_codename`.
  const { appLabel, modelName } = meta.description;
  return permissionRequired(`${appLabel}.${ACTIONS[operation]}_${modelName}`);
}

const ACTIONS: Readonly<Record<CrudOperation, string>> = {
  list: "view",
  retrieve: "view",
  create: "add",
  replace: "change",
  patch: "change",
  delete: "delete",
};
