import { DATES, datePart } from "./date-part.ts";

export const weekDay = datePart("week_day", "week_day", DATES);
