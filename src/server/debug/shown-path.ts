import { relative } from "node:path";
import type { CodePlace } from "../../util/stack.ts";

/** A file below the project's folder as the developer calls it; any other one whole. */
export function shownPath(file: string, baseDir: string): string {
  if (file.startsWith("node:") || file.startsWith("<")) return file;
  const path = relative(baseDir, file);
  return path.startsWith("..") || path === "" ? file : path;
}

/** "catalog/api.ts:12:5", which terminals and editors make a link of. */
export function placeText({ file, line, column }: CodePlace, showPath: (file: string) => string): string {
  return [showPath(file), line, column].filter((part) => part !== null).join(":");
}
