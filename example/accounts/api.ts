import {
  api,
  APIRouter,
  authenticate,
  HTTPException,
  jwtAuthentication,
  jwtRouter,
  login,
  loginRequired,
  logout,
  session,
  sessionAuthentication,
} from "django-fastapi-bridge";
import { z } from "zod";
import { Problem } from "../catalog/schemas.ts";

// Django's users and sessions: who logs in here is logged in at /admin, and the reverse. Programs get tokens.
api.authentication = [sessionAuthentication, jwtAuthentication({ tokenUrl: "/accounts/token/oauth2" })];

const Credentials = z
  .object({ username: z.string(), password: z.string().meta({ format: "password" }) })
  .meta({ id: "Credentials" });

const Me = z
  .object({
    id: z.int(),
    username: z.string(),
    first_name: z.string(),
    tier: z.enum(["new", "regular", "gold"]),
    loyalty_points: z.int(),
    is_staff: z.boolean(),
  })
  .meta({ id: "Me" });

const router = new APIRouter({ prefix: "/accounts", tags: ["accounts"] });

router.post(
  "/login",
  {
    summary: "Log in",
    args: { session, credentials: Credentials },
    response: Me,
    responses: { 400: { description: "Nobody has this name and password.", schema: Problem } },
  },
  async ({ session, credentials }) => {
    const user = await authenticate(credentials, session);
    if (user === null) throw new HTTPException(400, "Unknown user name or wrong password");
    await login(session, user);
    return user;
  },
);

router.post("/logout", { summary: "Log out", args: { session }, statusCode: 204 }, ({ session }) =>
  logout(session),
);

router.get(
  "/me",
  { summary: "Who is logged in", args: { user: loginRequired }, response: Me },
  ({ user }) => user,
);

router.includeRouter(jwtRouter({ prefix: "/token" }));

api.includeRouter(router);
