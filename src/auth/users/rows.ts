import { connectionFor } from "../../orm/connections.ts";
import { prepare } from "../../orm/fields/prepare.ts";
import { valueToWire } from "../../orm/query/wire.ts";
import type { InstanceClass } from "../../orm/instance-class.ts";
import { attribute } from "../../orm/instance.ts";
import type { ModelInstance } from "../../orm/instance.ts";
import { Manager } from "../../orm/manager.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { model } from "../../orm/model.ts";
import { modelMeta, runtime } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
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
function asUser(row: ModelInstance): User {
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

/**
 * Writes columns of a user's row, and sets them on the instance: `user.save(update_fields=...)`, by Python where the
 * project's code runs when a user is saved.
 */
export async function updateUser(user: User, values: Readonly<Record<string, unknown>>): Promise<void> {
  const meta = userMeta();
  const { hooks, database } = meta.description;
  if (hooks.save !== null || database.write === "python" || runtime().uncompilable(database.write) !== null) {
    await auth().bridge.request("save", {
      model: meta.label,
      using: null,
      pk: valueToWire(user.pk),
      adding: false,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueToWire(value)])),
      updateFields: Object.keys(values),
      forceInsert: false,
    });
  } else await updateRow(meta, user, values);
  Object.assign(user, values);
}

async function updateRow(
  meta: ModelMeta,
  user: User,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const connection = connectionFor(meta.description.database.write);
  const { dialect } = connection;
  const fields = Object.keys(values).map((name) => meta.field(name) as FieldDescription);
  // A column of a multi-table parent is in the parent's table, under the parent's key, which is the child's.
  for (const [owner, own] of Map.groupBy(fields, (field) => field.model)) {
    const table = modelMeta(owner);
    const sets = own.map(
      (field, index) => `${dialect.quoteName(field.column as string)} = ${dialect.placeholder(index + 1)}`,
    );
    await connection.execute(
      `UPDATE ${dialect.quoteName(table.description.table)} SET ${sets.join(", ")} ` +
        `WHERE ${dialect.quoteName(table.pk.column as string)} = ${dialect.placeholder(own.length + 1)}`,
      [
        ...own.map((field) => dialect.toDriver(prepare(field, values[field.attname]), field)),
        dialect.toDriver(prepare(table.pk, user.pk), table.pk),
      ],
    );
  }
}
