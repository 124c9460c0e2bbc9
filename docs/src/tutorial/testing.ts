import { api, depends, HTTPException } from "django-fastapi-bridge";
import { TestClient } from "django-fastapi-bridge/testing";

const User = depends((): { username: string } => {
  throw new HTTPException(401, "Not authenticated");
});

api.get("/me", { args: { user: User } }, ({ user }) => user);

/** What a test would do: no server and no socket, and somebody else in place of the user. */
export async function exampleTest(): Promise<unknown> {
  const client = new TestClient(api);
  const before = await client.get("/me");
  api.dependencyOverrides.set(
    User,
    depends(() => ({ username: "ada" })),
  );
  const after = await client.get("/me");
  api.dependencyOverrides.clear();
  return [before.status, await after.json()];
}

api.get("/run-the-example", () => exampleTest());
