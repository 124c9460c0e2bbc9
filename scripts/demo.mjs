// `npm run demo`: from a fresh clone to the running example. Parsed by any Node >= 18.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { requireCurrentNode } from "./setup/node.mjs";
import { installPackages } from "./setup/packages.mjs";
import { endWith, root, run, say } from "./setup/process.mjs";
import { DEMO_PACKAGES, providePython } from "./setup/python.mjs";

await requireCurrentNode();
const packages = installPackages();

const example = join(root, "example");
const cli = join(root, "src", "cli", "main.ts");
const found = providePython(DEMO_PACKAGES);
await packages;
const extra = process.argv.slice(2);

if (found.python === null) {
  say(`
  +---------------------------------------------------------------------------
  | Django is missing: ${found.problem}.
  | What runs now is the TypeScript API alone, over the snapshot of the example.
  | Look at /, /docs, /redoc and /permissions. There is no admin, there are no Django pages and no Python operations.
  | To get them, with Python 3.10 or newer:
  |
  |     python3 -m venv .venv && .venv/bin/pip install ${DEMO_PACKAGES.map((name) => `"${name}"`).join(" ")}
  |     npm run demo
  +---------------------------------------------------------------------------
`);
  const { restoreSnapshotDatabase } = await import("./setup/snapshot-database.mjs");
  const environment = await restoreSnapshotDatabase();
  start(
    ["serve", "--manifest", join(example, "snapshot", "manifest.json"), "--project", example],
    environment,
  );
} else {
  const manage = (...args) => run(found.python, join(example, "manage.py"), ...args);
  if (!manage("migrate", "--verbosity", "0") || !manage("load_shop", "--admin-password", "admin"))
    process.exit(1);
  say(`\n  Admin: user "admin", password "admin" (this demo's only).\n`);
  start(["dev", "--project", example, "--python", found.python]);
}

function start(args, environment = {}) {
  const child = spawn(process.execPath, [cli, ...args, ...extra], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  endWith(child);
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 0));
}
