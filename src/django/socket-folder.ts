import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** Of this machine: a process of another container that shares /tmp has a number that means nothing here. */
const MACHINE = createHash("sha256").update(hostname()).digest("hex").slice(0, 6);
const PREFIX = `django-fastapi-${MACHINE}-`;
/** "django-fastapi-3fc1d0-1234-x7Ua2P": made by process 1234. */
const NAME = new RegExp(`^${PREFIX}(\\d+)-\\w{6}$`);

/**
 * A folder for the Unix sockets of one start. Only this user may enter it (0700): who connects is one of us. Folders of
 * processes that were killed are cleared away.
 */
export function makeSocketFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) removeSocketFolder(join(tmpdir(), name));
  }
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

export function removeSocketFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
