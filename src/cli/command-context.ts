import type { PythonContext } from "../django/python-process.ts";
import type { Terminal } from "./terminal.ts";

/** What every command gets. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly verbose: boolean;
  /** Finds the project and its Python; asked for when it is needed. */
  readonly open: () => Promise<PythonContext>;
}
