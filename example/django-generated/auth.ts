// Models of django.contrib.auth, written by `django-fastapi generate`. Edits here are lost: change the models in Python.
// django-fastapi digest a2a9f98043210614

import { model } from "django-fastapi-bridge/orm";
import type {
  AutoField,
  CharField,
  ForeignKey,
  Instance,
  Manager,
  ManyRelatedManager,
  ManyToMany,
  ModelType,
  ReverseManyToMany,
} from "django-fastapi-bridge/orm";
import type { UserModel } from "./accounts.ts";
import type { ContentTypeModel } from "./contenttypes.ts";

/** Permission: table auth_permission. */
export const Permission = model<PermissionModel>("auth.Permission");
export type Permission = Instance<PermissionModel>;
export interface PermissionModel extends ModelType {
  label: "auth.Permission";
  pk: "id";
  fields: {
    id: AutoField;
    name: CharField;
    content_type_id: ContentTypeModel["fields"]["id"];
    codename: CharField;
  };
  relations: {
    content_type: ForeignKey<ContentTypeModel>;
    group: ReverseManyToMany<GroupModel>;
    user: ReverseManyToMany<UserModel>;
  };
  accessors: {
    group_set: ManyRelatedManager<GroupModel>;
    user_set: ManyRelatedManager<UserModel>;
  };
  managers: { objects: Manager<PermissionModel> };
  required: "name" | "content_type_id" | "codename";
  readOnly: "id";
}

/** Group: table auth_group. */
export const Group = model<GroupModel>("auth.Group");
export type Group = Instance<GroupModel>;
export interface GroupModel extends ModelType {
  label: "auth.Group";
  pk: "id";
  fields: {
    id: AutoField;
    name: CharField;
  };
  relations: {
    permissions: ManyToMany<PermissionModel>;
    user: ReverseManyToMany<UserModel>;
  };
  accessors: {
    permissions: ManyRelatedManager<PermissionModel>;
    user_set: ManyRelatedManager<UserModel>;
  };
  managers: { objects: Manager<GroupModel> };
  required: "name";
  readOnly: "id";
}

// Tables of many-to-many fields.

/** Group-permission relationship: table auth_group_permissions. */
export const Group_permissions = model<Group_permissionsModel>("auth.Group_permissions");
export type Group_permissions = Instance<Group_permissionsModel>;
export interface Group_permissionsModel extends ModelType {
  label: "auth.Group_permissions";
  pk: "id";
  fields: {
    id: AutoField;
    group_id: GroupModel["fields"]["id"];
    permission_id: PermissionModel["fields"]["id"];
  };
  relations: {
    group: ForeignKey<GroupModel>;
    permission: ForeignKey<PermissionModel>;
  };
  managers: { objects: Manager<Group_permissionsModel> };
  required: "group_id" | "permission_id";
  readOnly: "id";
}
