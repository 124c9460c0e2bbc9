import { api } from "django-fastapi-bridge";
import { Permission } from "#django/auth";

api.get("/permissions", { tags: ["test_api"] }, () => Permission.objects.all());

api.get("/async/permissions", { tags: ["test_api"] }, async () => await Permission.objects.all());
