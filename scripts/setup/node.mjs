// Any Node >= 18 parses this file: it is what makes a current one available.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, delimiter } from "node:path";
import { endWith, root, run, say } from "./process.mjs";

/** The oldest Node with type stripping and node:sqlite unflagged. */
const OLDEST = [22, 18];
/** Node as npm packages without install scripts (the `node` package has one, which --ignore-scripts forbids). */
const PACKAGE = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

function isCurrent(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** npm as this process should call it: the script that started us, or the one on the path. */
export function npmCommand(args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return [process.execPath, script, ...args];
  return [process.platform === "win32" ? "npm.cmd" : "npm", ...args];
}

function provideNode() {
  const executable = join(
    root,
    ".node",
    "node_modules",
    PACKAGE,
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (!existsSync(executable)) {
    say(
      `Node ${process.versions.node} is older than ${OLDEST.join(".")}: fetching a current one into .node/ ...`,
    );
    run(
      ...npmCommand([
        "install",
        "--prefix",
        ".node",
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        `${PACKAGE}@24`,
      ]),
    );
  }
  if (existsSync(executable)) return executable;
  say(`Could not install ${PACKAGE} with npm. Install Node ${OLDEST.join(".")} or newer and run this again.`);
  return null;
}

/**
 * Goes on in this process when its Node is current; else runs the same script again under a current one, and ends as that ends.
 * Resolves only in a process whose Node is current.
 */
export async function requireCurrentNode() {
  if (isCurrent(process.versions.node)) {
    process.env.PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
    return;
  }
  const executable = provideNode();
  if (executable === null) process.exit(1);
  const child = spawn(executable, process.argv.slice(1), { stdio: "inherit" });
  endWith(child);
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
  await new Promise(() => {});
}
