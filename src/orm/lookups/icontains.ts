import { patternLookup } from "./pattern.ts";

export const icontains = patternLookup("icontains", (escaped) => `%${escaped}%`);
