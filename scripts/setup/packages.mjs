import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./node.mjs";
import { root, say } from "./process.mjs";

const STAMP = join(root, "node_modules", ".installed-for");

/** Installs what package-lock.json says, if node_modules is not of this lock file and this Node already. */
export function installPackages() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  say("Installing npm packages (npm ci) ...");
  if (!npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])) {
    say("npm ci failed, see above: is the npm registry reachable from here?");
    process.exit(1);
  }
  writeFileSync(STAMP, lock);
}
