import { DATES, datePart } from "./date-part.ts";

export const isoWeekDay = datePart("iso_week_day", "iso_week_day", DATES);
