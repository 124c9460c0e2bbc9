import { DATES, datePart } from "./date-part.ts";

export const day = datePart("day", "day", DATES);
