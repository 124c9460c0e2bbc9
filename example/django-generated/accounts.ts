// Models of accounts, written by `django-fastapi generate`. Edits here are lost: change the models in Python.
// django-fastapi digest 8ee81ec5e105d37b

import { model } from "django-fastapi-bridge/orm";
import type {
  BigAutoField,
  BooleanField,
  CharField,
  DateField,
  DateTimeField,
  EmailField,
  ForeignKey,
  Instance,
  Manager,
  ManyRelatedManager,
  ManyToMany,
  ModelType,
  PositiveIntegerField,
  RelatedManager,
  ReverseForeignKey,
} from "django-fastapi-bridge/orm";
import type { LogEntryModel } from "./admin.ts";
import type { GroupModel, PermissionModel } from "./auth.ts";
import type { ReviewModel } from "./catalog.ts";
import type { OrderModel } from "./orders.ts";

/** User: table accounts_user. */
export const User = model<UserModel>("accounts.User");
export type User = Instance<UserModel>;
export interface UserModel extends ModelType {
  label: "accounts.User";
  pk: "id";
  fields: {
    id: BigAutoField;
    password: CharField;
    last_login: DateTimeField | null;
    /**
     * Superuser status.
     * Designates that this user has all permissions without explicitly assigning them.
     */
    is_superuser: BooleanField;
    /** Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only. */
    username: CharField;
    first_name: CharField;
    last_name: CharField;
    /** Email address. */
    email: EmailField;
    /**
     * Staff status.
     * Designates whether the user can log into this admin site.
     */
    is_staff: BooleanField;
    /**
     * Active.
     * Designates whether this user should be treated as active. Unselect this instead of deleting accounts.
     */
    is_active: BooleanField;
    date_joined: DateTimeField;
    phone: CharField;
    birth_date: DateField | null;
    newsletter: BooleanField;
    /** "new": New customer */
    tier: CharField<"new" | "regular" | "gold">;
    loyalty_points: PositiveIntegerField;
  };
  relations: {
    groups: ManyToMany<GroupModel>;
    user_permissions: ManyToMany<PermissionModel>;
    logentry: ReverseForeignKey<LogEntryModel>;
    reviews: ReverseForeignKey<ReviewModel>;
    orders: ReverseForeignKey<OrderModel>;
  };
  accessors: {
    groups: ManyRelatedManager<GroupModel>;
    user_permissions: ManyRelatedManager<PermissionModel>;
    logentry_set: RelatedManager<LogEntryModel>;
    reviews: RelatedManager<ReviewModel>;
    orders: RelatedManager<OrderModel>;
  };
  managers: { objects: Manager<UserModel> };
  required: "password" | "username";
  readOnly: "id";
}

// Tables of many-to-many fields.

/** User-group relationship: table accounts_user_groups. */
export const User_groups = model<User_groupsModel>("accounts.User_groups");
export type User_groups = Instance<User_groupsModel>;
export interface User_groupsModel extends ModelType {
  label: "accounts.User_groups";
  pk: "id";
  fields: {
    id: BigAutoField;
    user_id: UserModel["fields"]["id"];
    group_id: GroupModel["fields"]["id"];
  };
  relations: {
    user: ForeignKey<UserModel>;
    group: ForeignKey<GroupModel>;
  };
  managers: { objects: Manager<User_groupsModel> };
  required: "user_id" | "group_id";
  readOnly: "id";
}

/** User-permission relationship: table accounts_user_user_permissions. */
export const User_user_permissions = model<User_user_permissionsModel>("accounts.User_user_permissions");
export type User_user_permissions = Instance<User_user_permissionsModel>;
export interface User_user_permissionsModel extends ModelType {
  label: "accounts.User_user_permissions";
  pk: "id";
  fields: {
    id: BigAutoField;
    user_id: UserModel["fields"]["id"];
    permission_id: PermissionModel["fields"]["id"];
  };
  relations: {
    user: ForeignKey<UserModel>;
    permission: ForeignKey<PermissionModel>;
  };
  managers: { objects: Manager<User_user_permissionsModel> };
  required: "user_id" | "permission_id";
  readOnly: "id";
}

// AUTH_USER_MODEL: whom loginRequired and optionalUser give.
declare module "django-fastapi-bridge/orm" {
  interface ProjectModels {
    user: UserModel;
  }
}
