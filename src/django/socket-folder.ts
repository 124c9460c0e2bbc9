import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for the Unix sockets of one start. Only this user may enter it (0700): who connects is one of us. */
export function makeSocketFolder(): string {
  return mkdtempSync(join(tmpdir(), "django-fastapi-"));
}

export function removeSocketFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
