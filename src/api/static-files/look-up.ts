import type { Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import { HTTPException } from "../../errors/api.ts";

export interface FoundFile {
  readonly path: string;
  readonly stats: Stats;
}

/**
 * What a URL's path names below a directory; null: nothing, or something outside of it (`..`, an absolute path, a symbolic
 * link that leads out).
 *
 * @throws HTTPException 401 for what may not be read, as in Starlette.
 */
export async function lookUp(directory: string, path: string): Promise<FoundFile | null> {
  const relative = normalize(path);
  if (path.includes("\0") || relative.startsWith("..") || /^[/\\]/.test(relative)) return null;
  try {
    const [root, full] = await Promise.all([realpath(directory), realpath(join(directory, relative))]);
    if (full !== root && !full.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
    return { path: full, stats: await stat(full) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return null;
    if (code === "EACCES" || code === "EPERM") throw new HTTPException(401, undefined, { cause: error });
    throw error;
  }
}

/** A file, or the index of a directory. */
export async function lookUpPage(
  directory: string,
  path: string,
): Promise<(FoundFile & { readonly isIndex: boolean }) | null> {
  const found = await lookUp(directory, path);
  if (found?.stats.isFile() === true) return { ...found, isIndex: false };
  if (found?.stats.isDirectory() !== true) return null;
  const index = await lookUp(directory, join(path, "index.html"));
  return index?.stats.isFile() === true ? { ...index, isIndex: true } : null;
}
