import {
  api,
  authenticate,
  authToken,
  HTTPException,
  loginRequired,
  sessionAuthentication,
  tokenAuthentication,
} from "django-fastapi-bridge";
import { z } from "zod";

api.authentication = [tokenAuthentication(), sessionAuthentication];

const Credentials = z.object({ username: z.string(), password: z.string() });

api.post("/api-token-auth", { args: { credentials: Credentials } }, async ({ credentials }) => {
  const user = await authenticate(credentials);
  if (user === null) throw new HTTPException(400, "Unable to log in with provided credentials.");
  return { token: await authToken(user) };
});

api.get("/me", { args: { user: loginRequired } }, ({ user }) => ({ username: user.username }));
