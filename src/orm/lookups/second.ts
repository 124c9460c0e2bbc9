import { TIMES, datePart } from "./date-part.ts";

export const second = datePart("second", "second", TIMES);
