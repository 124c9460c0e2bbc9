import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** What the commands print to. Colours appear where the stream is a terminal and NO_COLOR does not forbid them. */
export interface Terminal {
  print(line?: string): void;
  printError(line?: string): void;
  style(format: Style, text: string): string;
}

export const terminal: Terminal = {
  print: (line = "") => void process.stdout.write(`${line}\n`),
  printError: (line = "") => void process.stderr.write(`${line}\n`),
  style: (format, text) => styleText(format, text, { stream: process.stdout }),
};

/** Columns of equal width, for listings. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join("  ")
      .trimEnd(),
  );
}

export function plural(count: number, singular: string, several = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : several}`;
}
