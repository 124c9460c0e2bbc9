import { api, HTTPException } from "django-fastapi-bridge";
import { z } from "zod";

api.post("/echo/{name}", { args: { name: z.string() } }, async ({ name }, { request }) => ({
  name,
  method: request.method,
  path: request.url.pathname,
  colors: request.queryParams.getAll("color"),
  agent: request.headers["user-agent"] ?? null,
  theme: request.cookies.get("theme") ?? null,
  // The body as it came. What `args` declare is read by itself, and checked.
  bytes: (await request.body()).length,
}));

// Stops when the client goes away.
api.get("/slow", async (_args, { signal }) => {
  if (signal.aborted) throw new HTTPException(499, "Nobody is waiting");
  return "done";
});
