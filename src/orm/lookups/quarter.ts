import { DATES, datePart } from "./date-part.ts";

export const quarter = datePart("quarter", "quarter", DATES);
