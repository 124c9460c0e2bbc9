import { patternLookup } from "./pattern.ts";

export const startswith = patternLookup("startswith", (escaped) => `${escaped}%`);
