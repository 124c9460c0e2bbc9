import { orderComparison } from "./order-comparison.ts";

export const lt = orderComparison("lt", { below: "none", above: "all" }, true);
