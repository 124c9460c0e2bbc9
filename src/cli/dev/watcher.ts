import { basename, extname } from "node:path";
import type { FSWatcher } from "chokidar";
import { watch } from "chokidar";
import { GENERATED_DIR } from "../../server/resolution.ts";
import { isInside } from "./written-folders.ts";

export interface WatchedChange {
  readonly file: string;
  /** Code of Python, code of the API, or a file that Django's templates are made of. */
  readonly kind: "python" | "script" | "template";
  readonly event: "add" | "change" | "unlink";
}

const KINDS: Readonly<Record<string, WatchedChange["kind"]>> = {
  ".py": "python",
  ".ts": "script",
  ".mts": "script",
  ".js": "script",
  ".mjs": "script",
  ".json": "script",
  ".html": "template",
  ".txt": "template",
  ".jinja": "template",
  ".jinja2": "template",
  ".mo": "template",
};
/** Folders with no code of the project's. */
const SKIPPED = new Set(["node_modules", "__pycache__", "venv", "env", "dist", "build", GENERATED_DIR]);
/** Editors write more than once for one save; a branch switch changes many files. */
const QUIET = 60;

/** Tells of changed files in the project's folders, some milliseconds after the last one. */
export class Watcher {
  private readonly watcher: FSWatcher;
  private readonly roots: readonly string[];
  private readonly written: () => readonly string[];
  private collected: WatchedChange[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** `written` is asked at each change: folders that hold no code (`writtenFolders`). */
  constructor(
    roots: readonly string[],
    written: () => readonly string[],
    onChanges: (changes: readonly WatchedChange[]) => void,
  ) {
    this.roots = roots;
    this.written = written;
    this.watcher = watch([...roots], {
      ignoreInitial: true,
      ignored: (path, stats) => this.ignores(path, stats?.isFile() === true),
    });
    for (const event of ["add", "change", "unlink"] as const) {
      this.watcher.on(event, (file) => {
        const kind = KINDS[extname(file)];
        // What was there before the project was known is watched all the same.
        if (kind === undefined || this.isWritten(file)) return;
        this.collected.push({ file, kind, event });
        clearTimeout(this.timer);
        this.timer = setTimeout(() => onChanges(this.collected.splice(0)), QUIET);
      });
    }
  }

  /** Resolves when changes are seen. */
  ready(): Promise<void> {
    return new Promise((resolve) => this.watcher.once("ready", resolve));
  }

  /** Watches more: apps that live elsewhere, files that the API imports from outside the project. */
  add(paths: readonly string[]): void {
    const outside = paths.filter((path) => !this.roots.some((root) => isInside(path, root)));
    if (outside.length > 0) this.watcher.add(outside);
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.watcher.close();
  }

  private ignores(path: string, isFile: boolean): boolean {
    if (this.roots.includes(path)) return false;
    if (this.isWritten(path)) return true;
    const name = basename(path);
    if (SKIPPED.has(name) || (name.startsWith(".") && name !== ".")) return true;
    return isFile && KINDS[extname(path)] === undefined;
  }
  private isWritten(path: string): boolean {
    return this.written().some((folder) => isInside(path, folder));
  }
}
