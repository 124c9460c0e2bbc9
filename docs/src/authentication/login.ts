import {
  api,
  authenticate,
  csrfToken,
  HTTPException,
  login,
  loginRequired,
  logout,
  optionalUser,
  session,
} from "django-fastapi-bridge";
import { z } from "zod";

const Credentials = z.object({ username: z.string(), password: z.string() });

// A page of one's own asks this first: the answer comes with the cookie that the next requests need.
api.get("/csrf", { args: { token: csrfToken } }, ({ token }) => ({ token }));

api.post("/login", { args: { session, credentials: Credentials } }, async ({ session, credentials }) => {
  const user = await authenticate(credentials, session);
  if (user === null) throw new HTTPException(400, "Unknown user name or wrong password");
  await login(session, user);
  return { username: user.username };
});

api.post("/logout", { args: { session }, statusCode: 204 }, ({ session }) => logout(session));

api.get("/me", { args: { user: loginRequired } }, ({ user }) => ({ username: user.username }));

api.get("/hello", { args: { user: optionalUser } }, ({ user }) =>
  user.isAuthenticated ? `Hello ${user.username}` : "Hello, whoever you are",
);
