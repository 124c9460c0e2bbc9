import { resolve, sep } from "node:path";
import type { Manifest } from "../../manifest/schema.ts";

/** Settings of folders that a running project writes: uploads, and what collectstatic copies. */
const SETTINGS = ["MEDIA_ROOT", "STATIC_ROOT", "FILE_UPLOAD_TEMP_DIR"];

/** Folders whose files are no source of the project's, whatever their names end with. One with code in it is not among them. */
export function writtenFolders(manifest: Manifest | null, projectDir: string): readonly string[] {
  if (manifest === null) return [];
  const code = [projectDir, ...manifest.apps.map(({ path }) => path)];
  return SETTINGS.flatMap((name) => {
    const value = manifest.settings[name];
    // MEDIA_ROOT is "" by default, which is the folder that the server was started in.
    if (typeof value !== "string" || value === "") return [];
    const folder = resolve(projectDir, value);
    return code.some((path) => isInside(path, folder)) ? [] : [folder];
  });
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
