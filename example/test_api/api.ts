import { api } from "django-fastapi-bridge";
import { Permission } from "#django/auth";

api.get("/permissions", { tags: ["test_api"] }, () => {
  return Permission.objects.all();
});

api.get("/async/permissions", { tags: ["test_api"] }, async () => {
  return await Permission.objects.all();
});

api.websocket("/ws/echo", { tags: ["test_api"] }, async (_, { socket }) => {
  await socket.accept();
  for await (const message of socket.iterText()) await socket.sendText(`echo: ${message}`);
});
