import { TIMES, datePart } from "./date-part.ts";

export const minute = datePart("minute", "minute", TIMES);
