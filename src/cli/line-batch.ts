/**
 * Lines that are printed together: those of one turn of the event loop in one system call, which costs more than most
 * of the requests that they tell of. Nothing waits longer than that, and what is there when the process ends is printed.
 */
export class LineBatch {
  private lines: string[] = [];
  private readonly print: (text: string) => void;

  constructor(print: (text: string) => void) {
    this.print = print;
    process.once("exit", () => this.flush());
  }

  add(line: string): void {
    if (this.lines.push(line) === 1) setImmediate(() => this.flush());
  }

  /** Prints what has been added, now. */
  flush(): void {
    if (this.lines.length === 0) return;
    const text = this.lines.join("\n");
    this.lines = [];
    this.print(text);
  }
}
