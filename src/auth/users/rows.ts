import type { InstanceClass } from "../../orm/instance-class.ts";
import { attribute } from "../../orm/instance.ts";
import type { ModelInstance } from "../../orm/instance.ts";
import { Manager } from "../../orm/manager.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { model } from "../../orm/model.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { saveInstance } from "../../orm/write/save.ts";
import { auth } from "../runtime.ts";
import { USER_PROPERTIES } from "./methods.ts";
import type { User } from "./user.ts";

/** A user by one column, through the model's default manager as Django does; null: there is none. */
export async function findUser(column: string, value: unknown): Promise<User | null> {
  const meta = userMeta();
  const manager = new Manager<ModelType>(meta.label, meta.description.defaultManager);
  const [row] = (await manager
    .filter({ [column]: value } as never)
    .slice(0, 1)) as unknown as ModelInstance[];
  return row === undefined ? null : asUser(row);
}

/** Gives a row of the user model what users can do. */
export function asUser(row: ModelInstance | User): User {
  // On the class, not on the row: whoever reads a user by a query gets one that can be asked as well.
  const { prototype } = model(userMeta().label) as unknown as InstanceClass;
  if (!Object.hasOwn(prototype, "hasPerm")) Object.defineProperties(prototype, USER_PROPERTIES);
  return row as unknown as User;
}

export function userMeta(): ModelMeta {
  return modelMeta(auth().users.userModel);
}

/** The stored password of a user, and other columns that every user model has. */
export function userColumn(user: User, attname: string): unknown {
  return attribute(user, attname);
}

/** The primary key as sessions hold it (`Field.value_to_string`). */
export function sessionUserId(user: User): string {
  return String(user.pk);
}

/** Sets columns of a user and writes them: `user.save(update_fields=...)`. */
export async function updateUser(user: User, values: Readonly<Record<string, unknown>>): Promise<void> {
  Object.assign(user, values);
  await saveInstance(user as unknown as ModelInstance, { updateFields: Object.keys(values) });
}
