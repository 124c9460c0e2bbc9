import { orderComparison } from "./order-comparison.ts";

export const gte = orderComparison("gte", { below: "all", above: "none" }, true);
