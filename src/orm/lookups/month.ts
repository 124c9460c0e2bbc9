import { DATES, datePart } from "./date-part.ts";

export const month = datePart("month", "month", DATES);
