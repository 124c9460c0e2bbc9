import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "django-fastapi-bridge";
const OWN_ROOT = realpathSync(fileURLToPath(new URL("../..", import.meta.url)));

/**
 * The command line of the project's own copy of this package, when that is another one than the running copy: `npx`
 * and global installs may run a newer or older one than the API imports.
 */
export function projectCopy(cwd: string): string | null {
  for (const folder of searched(cwd)) {
    const root = packageRoot(folder);
    if (root === null) continue;
    if (root === OWN_ROOT) return null;
    const main = join(root, "dist", "cli", "main.js");
    return existsSync(main) ? main : null;
  }
  return null;
}

/** Where a project keeps its node_modules: here or above (as Node looks), or in a front-end's folder beside it. */
function searched(cwd: string): string[] {
  return [cwd, ...["frontend", "web", "client"].map((name) => join(cwd, name))];
}

function packageRoot(folder: string): string | null {
  try {
    const manifest = createRequire(join(folder, "_")).resolve(`${PACKAGE}/package.json`);
    return realpathSync(dirname(manifest));
  } catch {
    return null;
  }
}
