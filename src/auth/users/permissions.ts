import { AuthNotInstalled } from "../../errors/auth.ts";
import { valueToWire } from "../../orm/query/wire.ts";
import { Manager } from "../../orm/manager.ts";
import { Q } from "../../orm/q.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { AnyInstance } from "../../orm/typing/instance.ts";
import type { AutoField, CharField } from "../../orm/typing/fields.ts";
import type { ForeignKey } from "../../orm/typing/relations.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { askPython } from "../python.ts";
import { auth } from "../runtime.ts";
import type { User } from "./user.ts";

type Columns = { readonly is_active?: boolean; readonly is_superuser?: boolean };

/** A user's permissions as they were first asked for: as long as the instance lives, as Django's `_perm_cache` does. */
const known = new WeakMap<User, Promise<ReadonlySet<string>>>();

/** `User.has_perm` */
export async function hasPerm(user: User, permission: string, object?: AnyInstance): Promise<boolean> {
  const { python, backends } = auth().users;
  const native = python.permissions === null;
  if (native && isActiveSuperuser(user)) return true;
  const asksPython = !native || backends.some((backend) => backend.permissions === "python");
  // ModelBackend knows no permissions on objects.
  if (!asksPython) return object === undefined && (await allPermissions(user)).has(permission);
  const { bridge } = auth();
  const wire = object === undefined ? null : valueToWire(object);
  return askPython<boolean>(bridge, "has_perm", valueToWire(user.pk), permission, wire);
}

/** `User.has_module_perms` */
export async function hasModulePerms(user: User, appLabel: string): Promise<boolean> {
  if (auth().users.python.permissions === null && isActiveSuperuser(user)) return true;
  return [...(await allPermissions(user))].some((permission) => permission.startsWith(`${appLabel}.`));
}

/** `User.get_all_permissions` */
export function allPermissions(user: User): Promise<ReadonlySet<string>> {
  let permissions = known.get(user);
  if (permissions === undefined) {
    permissions = readPermissions(user);
    known.set(user, permissions);
    // A failure is not an answer: the next one asks again.
    permissions.catch(() => known.delete(user));
  }
  return permissions;
}

async function readPermissions(user: User): Promise<ReadonlySet<string>> {
  const { python, backends, isActive } = auth().users;
  if (python.permissions !== null || backends.some((backend) => backend.permissions === "python"))
    return new Set(await askPython<string[]>(auth().bridge, "get_all_permissions", valueToWire(user.pk)));
  const { is_active: active } = user as Columns;
  if (
    (isActive !== "always" && active !== true) ||
    !backends.some(({ permissions }) => permissions === "model")
  )
    return new Set();
  return modelPermissions(user);
}

/** What is asked of django.contrib.auth's and contenttypes' models here. */
interface PermissionModel extends ModelType {
  label: "auth.Permission";
  pk: "id";
  fields: { id: AutoField; codename: CharField };
  relations: { content_type: ForeignKey<ContentTypeModel> };
}
interface ContentTypeModel extends ModelType {
  label: "contenttypes.ContentType";
  pk: "id";
  fields: { id: AutoField; app_label: CharField };
}

/** `ModelBackend.get_all_permissions`: the user's own and the groups', in one query. */
async function modelPermissions(user: User): Promise<ReadonlySet<string>> {
  const { defaultManager } = modelMeta("auth.Permission").description;
  const all = new Manager<PermissionModel>("auth.Permission", defaultManager).all();
  // The names of the way back are the project's: nothing to check them by.
  const rows = isActiveSuperuser(user) ? all : all.filter(ownOrGroups(user) as never);
  const names = await rows.orderBy().valuesList("content_type__app_label", "codename");
  return new Set(names.map(([app, codename]) => `${app}.${codename}`));
}

function ownOrGroups(user: User): unknown {
  const meta = modelMeta(auth().users.userModel);
  const own = meta.field("user_permissions")?.relation?.queryName;
  const groups = meta.field("groups")?.relation?.queryName;
  if (typeof own !== "string" || typeof groups !== "string")
    throw new AuthNotInstalled(
      `${meta.label} has no permissions: it is no PermissionsMixin, and defines no has_perm() of its own`,
    );
  return Q.or({ [own]: user.pk } as never, { [`group__${groups}`]: user.pk } as never);
}

/** Whether nothing needs to be looked up. */
function isActiveSuperuser(user: User): boolean {
  const { is_active: active, is_superuser: superuser } = user as Columns;
  return superuser === true && (active === true || auth().users.isActive === "always");
}
