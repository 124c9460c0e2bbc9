import { api, query } from "django-fastapi-bridge";
import { z } from "zod";

api.get(
  "/books/{book_id}",
  {
    args: {
      book_id: z.int().min(1).describe("The key of the book"),
      search: z.string().min(3).max(50).optional(),
      isbn: z
        .string()
        .regex(/^\d{13}$/)
        .optional(),
      max_price: z.number().gt(0).lt(1000).optional(),
      // In the URL it is "sort-by", which is no name for a variable.
      order: query(z.enum(["title", "price"]).default("title"), { alias: "sort-by" }),
      page: query(z.int().optional(), { deprecated: true, description: "Use offset and limit." }),
    },
  },
  ({ book_id, order }) => ({ book_id, order }),
);
