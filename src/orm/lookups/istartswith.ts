import { patternLookup } from "./pattern.ts";

export const istartswith = patternLookup("istartswith", (escaped) => `${escaped}%`);
