import { FastAPI } from "./fastapi.ts";

const KEY = Symbol.for("django-fastapi-bridge/1/api");

/** Under a symbol that all copies of this package share: two copies in one process must not split the default API. */
const holder = globalThis as { [KEY]?: FastAPI };

/** The default application: what every app's `api.ts` adds its operations to, and what is served at "/". */
export const api: FastAPI = (holder[KEY] ??= new FastAPI({ title: "Django FastAPI", version: "unknown" }));
