import { api, HTTPException, PythonError } from "django-fastapi-bridge";
import { functions } from "#django/orders";
import { z } from "zod";

const Basket = z.object({
  lines: z.array(z.object({ book: z.int(), quantity: z.int().min(1).default(1) })).min(1),
  coupon: z.string().optional(),
});

api.post(
  "/quote",
  {
    args: { basket: Basket },
    response: z.object({ subtotal: z.string(), discount: z.string(), total: z.string() }),
  },
  async ({ basket: { lines, coupon } }, { signal }) => {
    try {
      return await functions.quote.with({ signal, deadline: 5_000 })(lines, { coupon });
    } catch (error) {
      if (error instanceof PythonError && error.isInstance("orders.functions.CouponInvalidError"))
        throw new HTTPException(400, "The coupon is not valid");
      throw error;
    }
  },
);
