import { patternLookup } from "./pattern.ts";

export const endswith = patternLookup("endswith", (escaped) => `%${escaped}`);
