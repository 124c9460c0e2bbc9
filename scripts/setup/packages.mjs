import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmCommand } from "./node.mjs";
import { root, runBeside, say } from "./process.mjs";

const STAMP = join(root, "node_modules", ".installed-for");

/** Installs what package-lock.json says, if node_modules is not of this lock file already. Begins at once; other things can go on meanwhile. */
export async function installPackages() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  say("Installing npm packages (npm ci) ...");
  const command = npmCommand(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (!(await runBeside(...command))) {
    say("npm ci failed, see above: is the npm registry reachable from here?");
    process.exit(1);
  }
  writeFileSync(STAMP, lock);
}
