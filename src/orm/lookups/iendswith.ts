import { patternLookup } from "./pattern.ts";

export const iendswith = patternLookup("iendswith", (escaped) => `%${escaped}`);
