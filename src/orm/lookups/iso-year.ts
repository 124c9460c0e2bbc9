import { DATES, datePart } from "./date-part.ts";

export const isoYear = datePart("iso_year", "iso_year", DATES);
