import { DATES, datePart } from "./date-part.ts";

export const week = datePart("week", "week", DATES);
