import { readFileSync } from "node:fs";

export interface SourceLine {
  readonly number: number;
  readonly text: string;
}

/** Lines around a place, as the error page shows them; null: there is no such source. */
export function sourceExcerpt(file: string, line: number, around: number): SourceLine[] | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  const lines = text.split(/\r?\n/);
  if (line < 1 || line > lines.length) return null;
  const first = Math.max(1, line - around);
  return lines
    .slice(first - 1, line + around)
    .map((content, index) => ({ number: first + index, text: content }));
}
