import { orderComparison } from "./order-comparison.ts";

export const lte = orderComparison("lte", { below: "none", above: "all" }, false);
