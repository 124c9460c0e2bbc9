import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** This package's own folder: frames inside it are not where the user declared something. */
const OWN_FOLDER = fileURLToPath(new URL("../", import.meta.url));

/**
 * File, line and column of the user's code that is running a declaration ("catalog/api.ts:12:5"), for errors that
 * are found later. Null where the stack does not tell.
 */
export function declarationSite(): string | null {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, declarationSite);
  for (const line of (holder.stack ?? "").split("\n").slice(1)) {
    const frame = /(?:\()?((?:file:\/\/)?\/[^()]+|(?:file:\/\/\/)?[A-Za-z]:[^()]+):(\d+):(\d+)\)?$/.exec(
      line,
    );
    if (frame === null) continue;
    const file = frame[1] as string;
    const path = file.startsWith("file:") ? fileURLToPath(file) : file;
    if (path.startsWith(OWN_FOLDER) && !path.includes(".test.")) continue;
    const shown = relative(process.cwd(), path);
    return `${shown.startsWith("..") ? path : shown}:${frame[2]}:${frame[3]}`;
  }
  return null;
}
