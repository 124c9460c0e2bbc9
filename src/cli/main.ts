#!/usr/bin/env node
import { pathToFileURL } from "node:url";
import { projectCopy } from "./project-copy.ts";

const copy = projectCopy(process.cwd());
if (copy === null) {
  const { run } = await import("./program.ts");
  await run(process.argv);
} else {
  await import(pathToFileURL(copy).href);
}
