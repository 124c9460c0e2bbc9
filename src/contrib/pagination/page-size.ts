import { z } from "zod";

export interface PageSize {
  /** How many rows a page has when the client does not say; default 20. */
  readonly limit?: number;
  /** How many the client may ask for; default 100. */
  readonly maxLimit?: number;
}

export function limitSchema({ limit = 20, maxLimit = 100 }: PageSize): z.ZodType<number> {
  return z.int().min(1).max(maxLimit).default(Math.min(limit, maxLimit)).describe("Rows of a page");
}
