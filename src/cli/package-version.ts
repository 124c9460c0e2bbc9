import { readFileSync } from "node:fs";
import { z } from "zod";

const packageJson = z.looseObject({ version: z.string() });

/** This package's version. */
export function packageVersion(): string {
  const file = new URL("../../package.json", import.meta.url);
  return packageJson.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}
