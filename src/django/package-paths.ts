import { fileURLToPath } from "node:url";

/** Folder of this package's Python side: to be put on Python's path. Runs from `src/django` and from `dist/django`. */
export const PYTHON_PACKAGE_DIR = fileURLToPath(new URL("../../python", import.meta.url));
