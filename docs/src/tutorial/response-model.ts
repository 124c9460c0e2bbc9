import { api } from "django-fastapi-bridge";
import { z } from "zod";

const UserIn = z.object({ username: z.string(), password: z.string(), full_name: z.string().optional() });
const UserOut = UserIn.omit({ password: true });

// The password is in what is returned, and not in what is sent.
api.post("/users", { args: { user: UserIn }, response: UserOut }, ({ user }) => user);

api.get("/users", { response: z.array(UserOut) }, () => [
  { username: "ada", full_name: "Ada Lovelace" },
  { username: "grace" },
]);
