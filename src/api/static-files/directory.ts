import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ApplicationDeclarationError } from "../../errors/api.ts";
import { declarationSite } from "../declaration-site.ts";

/** A path, from where the process runs, or a URL: `new URL("./dist", import.meta.url)`. */
export type Directory = string | URL;

/** @throws ApplicationDeclarationError when it is to be there and is not. */
export function checkedDirectory(directory: Directory, check: boolean): string {
  const path = directory instanceof URL ? fileURLToPath(directory) : directory;
  if (check && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new ApplicationDeclarationError(`The directory "${path}" does not exist`, declarationSite());
  return path;
}
