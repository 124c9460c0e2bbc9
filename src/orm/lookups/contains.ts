import { patternLookup } from "./pattern.ts";

export const contains = patternLookup("contains", (escaped) => `%${escaped}%`);
