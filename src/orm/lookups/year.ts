import { DATES, datePart } from "./date-part.ts";
import { YEAR_LOOKUPS } from "./year-range.ts";

export const year = datePart("year", "year", DATES, YEAR_LOOKUPS);
