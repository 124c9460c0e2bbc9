import { TIMES, datePart } from "./date-part.ts";

export const hour = datePart("hour", "hour", TIMES);
