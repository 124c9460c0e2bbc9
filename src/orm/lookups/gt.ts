import { orderComparison } from "./order-comparison.ts";

export const gt = orderComparison("gt", { below: "all", above: "none" }, false);
