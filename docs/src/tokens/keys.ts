import {
  api,
  apiKeyHeader,
  authenticationBy,
  BadSignature,
  loginRequired,
  sessionAuthentication,
  signing,
  staffRequired,
} from "django-fastapi-bridge";
import { User } from "#django/accounts";
import { z } from "zod";

const SALT = "api-key";
const ApiKey = z.object({ user: z.int() });

const keyAuthentication = authenticationBy(
  apiKeyHeader({ name: "X-API-Key", autoError: false }),
  async (key) => {
    try {
      const { user } = ApiKey.parse(signing.loads(key, { salt: SALT, maxAge: 90 * 24 * 60 * 60 }));
      return await User.objects.filter({ id: user }).first();
    } catch (error) {
      if (error instanceof BadSignature) return null;
      throw error;
    }
  },
);

api.get("/key", { args: { user: staffRequired } }, ({ user }) => ({
  key: signing.dumps({ user: user.id }, { salt: SALT }),
}));

api.get(
  "/report",
  { args: { user: loginRequired }, authentication: [keyAuthentication, sessionAuthentication] },
  ({ user }) => ({ for: user.username }),
);
