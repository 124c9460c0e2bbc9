import { api } from "django-fastapi-bridge";

// The proxy takes /api/v1 away before it passes a request on: FASTAPI_ROOT_PATH = "/api/v1" says the same.
api.configure({ rootPath: "/api/v1" });

api.get("/books", (_, { request }) => ({ path: request.url.pathname, rootPath: request.raw.rootPath }));
