// Models of django.contrib.admin, written by `django-fastapi generate`. Edits here are lost: change the models in Python.
// django-fastapi digest 160c9db1d8adb373

import { model } from "django-fastapi-bridge/orm";
import type {
  AutoField,
  CharField,
  DateTimeField,
  ForeignKey,
  Instance,
  Manager,
  ModelType,
  PositiveSmallIntegerField,
  TextField,
} from "django-fastapi-bridge/orm";
import type { UserModel } from "./accounts.ts";
import type { ContentTypeModel } from "./contenttypes.ts";

/** Log entry: table django_admin_log. */
export const LogEntry = model<LogEntryModel>("admin.LogEntry");
export type LogEntry = Instance<LogEntryModel>;
export interface LogEntryModel extends ModelType {
  label: "admin.LogEntry";
  pk: "id";
  fields: {
    id: AutoField;
    action_time: DateTimeField;
    user_id: UserModel["fields"]["id"];
    content_type_id: ContentTypeModel["fields"]["id"] | null;
    object_id: TextField | null;
    object_repr: CharField;
    /** 1: Addition, 2: Change, 3: Deletion */
    action_flag: PositiveSmallIntegerField<1 | 2 | 3>;
    change_message: TextField;
  };
  relations: {
    user: ForeignKey<UserModel>;
    content_type: ForeignKey<ContentTypeModel> | null;
  };
  managers: { objects: Manager<LogEntryModel> };
  required: "user_id" | "object_repr" | "action_flag";
  readOnly: "id" | "action_time";
}
