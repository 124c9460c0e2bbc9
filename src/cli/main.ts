#!/usr/bin/env node
import "./started-by.ts";
import { enableCompileCache } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { projectCopy } from "./project-copy.ts";

// Compiled code and stripped types are kept for the next start, which then takes a third of the time. In the package's
// own folder: what others may write is not run. Where nothing can be written there, Node goes on without.
const cache = fileURLToPath(new URL("../../.cache/compiled", import.meta.url));
enableCompileCache(cache);
// The API's processes have it by this.
process.env["NODE_COMPILE_CACHE"] ??= cache;

const copy = projectCopy(process.cwd());
if (copy === null) {
  const { run } = await import("./program.ts");
  await run(process.argv);
} else {
  await import(pathToFileURL(copy).href);
}
