import { api, JSONResponse, RequestValidationError } from "django-fastapi-bridge";
import { z } from "zod";

class OutOfStock extends Error {}

api.exceptionHandler(OutOfStock, () => new JSONResponse({ detail: "Sold out" }, { statusCode: 409 }));

api.exceptionHandler(RequestValidationError, (error) => {
  const fields = error.errors.map(({ loc }) => loc.join("."));
  return new JSONResponse({ invalid: fields }, { statusCode: 400 });
});

api.post("/orders", { args: { quantity: z.int().min(1) } }, ({ quantity }) => {
  if (quantity > 10) throw new OutOfStock();
  return { quantity };
});
