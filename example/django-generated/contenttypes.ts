// Models of django.contrib.contenttypes, written by `django-fastapi generate`. Edits here are lost: change the models in Python.
// django-fastapi digest 5aef740e11403d0a

import { model } from "django-fastapi-bridge/orm";
import type {
  AutoField,
  CharField,
  Instance,
  Manager,
  ModelType,
  RelatedManager,
  ReverseForeignKey,
} from "django-fastapi-bridge/orm";
import type { LogEntryModel } from "./admin.ts";
import type { PermissionModel } from "./auth.ts";
import type { NoteModel } from "./catalog.ts";

/** Content type: table django_content_type. */
export const ContentType = model<ContentTypeModel>("contenttypes.ContentType");
export type ContentType = Instance<ContentTypeModel>;
export interface ContentTypeModel extends ModelType {
  label: "contenttypes.ContentType";
  pk: "id";
  fields: {
    id: AutoField;
    app_label: CharField;
    /** Python model class name. */
    model: CharField;
  };
  relations: {
    logentry: ReverseForeignKey<LogEntryModel>;
    permission: ReverseForeignKey<PermissionModel>;
    note: ReverseForeignKey<NoteModel>;
  };
  accessors: {
    logentry_set: RelatedManager<LogEntryModel>;
    permission_set: RelatedManager<PermissionModel>;
    note_set: RelatedManager<NoteModel>;
  };
  managers: { objects: Manager<ContentTypeModel> };
  required: "app_label" | "model";
  readOnly: "id";
}
