import { sep } from "node:path";
import type { SourceLocation } from "../errors/project.ts";

const FRAME = /^\s*File "([^"]+)", line (\d+)/gm;

/**
 * Where in the project's own code a Python traceback ends: its last frame inside the project's folder and outside
 * installed packages. A syntax error's place is its last "File" line too.
 */
export function innermostProjectLine(traceback: string, projectDir: string): SourceLocation | null {
  const frames = [...traceback.matchAll(FRAME)].map(([, file, line]) => ({
    file: file as string,
    line: Number(line),
  }));
  const inProject = ({ file }: SourceLocation): boolean =>
    file.startsWith(projectDir + sep) && !file.includes(`${sep}site-packages${sep}`);
  return frames.findLast(inProject) ?? null;
}
