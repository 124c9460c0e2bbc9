import { api } from "django-fastapi-bridge";
import { Permission } from "#django/auth";

api.get("/permissions", { tags: ["test_api"] }, () => {
  return Permission.objects.all();
});

api.get("/async/permissions", { tags: ["test_api"] }, async () => {
  return await Permission.objects.all();
});
