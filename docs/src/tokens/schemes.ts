import {
  api,
  jwtAuthentication,
  jwtRouter,
  loginRequired,
  optionalUser,
  permissionRequired,
  sessionAuthentication,
} from "django-fastapi-bridge";
import { z } from "zod";

// Once, for the whole project; an APIRouter or an operation may have an `authentication` of its own.
api.authentication = [jwtAuthentication({ tokenUrl: "/token/oauth2" }), sessionAuthentication];
api.includeRouter(jwtRouter({ prefix: "/token", tags: ["tokens"] }));

api.get("/me", { args: { user: loginRequired } }, ({ user }) => ({ username: user.username }));

api.get("/hello", { args: { user: optionalUser } }, ({ user }) =>
  user.isAuthenticated ? `Hello ${user.username}` : "Hello, whoever you are",
);

api.post(
  "/books/{book_id}/restock",
  { args: { book_id: z.int(), user: permissionRequired("catalog.change_book") } },
  ({ book_id, user }) => ({ book_id, by: user.username }),
);
