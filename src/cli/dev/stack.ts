import { fileURLToPath } from "node:url";

const FRAME = /^\s+at (?:.*\()?(file:\/\/\S+?|\/\S+?):(\d+):(\d+)\)?$/;
const OWN_ROOT = new URL("../../", import.meta.url).href;

export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Frames of an error's stack that are project code: not ours, not Node's, not of a package. Nearest first. */
export function projectFrames(error: Error): Frame[] {
  return (error.stack ?? "").split("\n").flatMap((text) => {
    const [, url, line, column] = FRAME.exec(text) ?? [];
    if (url === undefined || url.startsWith(OWN_ROOT) || url.includes("/node_modules/")) return [];
    const file = url.startsWith("file:") ? fileURLToPath(url) : url;
    return [{ file, line: Number(line), column: Number(column) }];
  });
}
