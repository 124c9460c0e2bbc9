import { api, depends, header, HTTPException } from "django-fastapi-bridge";
import { z } from "zod";

const Page = depends(
  { offset: z.int().min(0).default(0), limit: z.int().min(1).max(100).default(20) },
  ({ offset, limit }) => ({ start: offset, stop: offset + limit }),
);

const User = depends({ authorization: header(z.string().optional()) }, ({ authorization }) => {
  if (authorization !== "Bearer secret") throw new HTTPException(401, "Not authenticated");
  return { username: "ada" };
});

// A dependency may need others: within one request each runs once.
const Staff = depends({ user: User }, ({ user }) => {
  if (user.username !== "ada") throw new HTTPException(403, "Staff only");
  return user;
});

api.get("/books", { args: { page: Page } }, ({ page }) => page);
api.get("/me", { args: { user: User } }, ({ user }) => user);

// Nobody needs its value here: it only has to let the request pass.
api.get("/reports", { dependencies: [Staff] }, () => "secret figures");
