// Builds dist/ from src/: JavaScript and declarations by tsc, and the files of the docs pages.
import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./setup/process.mjs";

rmSync(join(root, "dist"), { recursive: true, force: true });
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
if (!run(process.execPath, tsc, "-p", "tsconfig.build.json")) process.exit(1);

const { assetSources } = await import("../src/openapi/assets.ts");
for (const { source, name } of assetSources()) {
  cpSync(source, join(root, "dist", "openapi", "assets", name), { recursive: true });
}
chmodSync(join(root, "dist", "cli", "main.js"), 0o755);
