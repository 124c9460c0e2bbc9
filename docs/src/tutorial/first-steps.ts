import { api } from "django-fastapi-bridge";

api.get("/hello", () => ({ message: "Hello World" }));
