import { depends } from "django-fastapi-bridge";
import { z } from "zod";

/** `?offset=20&limit=10`: the part of a list that a client asks for. */
export const Page = depends(
  { offset: z.int().min(0).default(0), limit: z.int().min(1).max(100).default(20) },
  ({ offset, limit }) => ({ start: offset, stop: offset + limit }),
);
