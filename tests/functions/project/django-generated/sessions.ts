// Models of django.contrib.sessions, written by `django-fastapi generate`. Edits here are lost: change the models in Python.
// django-fastapi digest 7da0c745440565f5

import { model } from "django-fastapi-bridge/orm";
import type {
  CharField,
  DateTimeField,
  Instance,
  Manager,
  ModelType,
  TextField,
} from "django-fastapi-bridge/orm";

/** Session: table django_session. */
export const Session = model<SessionModel>("sessions.Session");
export type Session = Instance<SessionModel>;
export interface SessionModel extends ModelType {
  label: "sessions.Session";
  pk: "session_key";
  fields: {
    session_key: CharField;
    session_data: TextField;
    expire_date: DateTimeField;
  };
  managers: { objects: Manager<SessionModel> };
  required: "session_key" | "session_data" | "expire_date";
}
