import { api } from "django-fastapi-bridge";

export const titles = new Map<number, string>();

// Runs when the server starts; what follows the yield, when it stops.
api.lifespan(async function* () {
  titles.set(1, "Dune");
  yield;
  titles.clear();
});

// Around every operation, error responses included.
api.middleware(async (request, next) => {
  const response = await next();
  response.headers.set("x-path", request.url.pathname);
  return response;
});

api.get("/titles", () => [...titles.values()]);
