import { regexLookup } from "./regex.ts";

export const iregex = regexLookup("iregex");
