import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { GeneratedModelsMissing } from "../errors/load.ts";

/** Folder of the generated models, beside manage.py. A hyphen: it can never be a Python package. */
export const GENERATED_DIR = "django-generated";

const PACKAGE = "django-fastapi-bridge";
/** This package runs from `dist` (.js) when installed, from `src` (.ts) in its own repository. */
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
/** Entry points by the name after the package's, and their modules; as in package.json's "exports". */
const ENTRY_POINTS: Readonly<Record<string, string>> = {
  "": "../index",
  "/orm": "../orm/index",
  "/testing": "../testing/index",
};
const NODE_MODULES = `${sep}node_modules${sep}`;

export interface ResolutionOptions {
  /** Folder that `#django/*` stands for. */
  readonly generatedDir: string;
}

/**
 * Makes the imports of a Django project's TypeScript resolve, wherever its apps are: `#django/<app>` to the generated
 * models, this package to the running copy (never a second one), `zod` to the copy that this package uses, and any
 * other package from where this package is installed when it is not found from the file itself. A `.ts` file is an
 * ES module whatever the nearest package.json says, or if there is none.
 *
 * To be called before the first import of project code. Answers a function that takes the hooks off.
 */
export function installResolution({ generatedDir }: ResolutionOptions): () => void {
  currentGeneratedDir = generatedDir;
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      if (specifier.startsWith("#django/")) {
        return {
          url: generatedModule(specifier, context.parentURL),
          shortCircuit: true,
          format: "module-typescript",
        };
      }
      if (!isProjectFile(context.parentURL)) return asModule(nextResolve(specifier, context));
      const own = { ...context, parentURL: import.meta.url };
      if (specifier === PACKAGE || specifier.startsWith(`${PACKAGE}/`)) {
        const entry = ENTRY_POINTS[specifier.slice(PACKAGE.length)];
        if (entry === undefined) return nextResolve(specifier, own);
        return { url: new URL(entry + EXTENSION, import.meta.url).href, shortCircuit: true };
      }
      if (specifier === "zod" || specifier.startsWith("zod/")) return nextResolve(specifier, own);
      try {
        return asModule(nextResolve(specifier, context));
      } catch (error) {
        if (!isBare(specifier) || (error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND")
          throw error;
        try {
          return nextResolve(specifier, own);
        } catch {
          throw error;
        }
      }
    },
  });
  return () => hooks.deregister();
}

/** Where `#django/<app>` is, whether there is such a file or not; null before `installResolution`. */
export function generatedFile(specifier: string): string | null {
  if (currentGeneratedDir === null) return null;
  return join(currentGeneratedDir, `${specifier.slice("#django/".length).replace(/\.ts$/, "")}.ts`);
}

/** Of the hooks installed last: module hooks are the process's. */
let currentGeneratedDir: string | null = null;

function generatedModule(specifier: string, parentURL: string | undefined): string {
  const file = generatedFile(specifier) as string;
  if (existsSync(file)) return pathToFileURL(file).href;
  const importedFrom = parentURL?.startsWith("file:") ? fileURLToPath(parentURL) : null;
  throw new GeneratedModelsMissing(specifier, file, importedFrom);
}

const OWN_ROOT = new URL("../", import.meta.url).href;

/** Project code: not in node_modules, nor this package's own files. */
function isProjectFile(url: string | undefined): boolean {
  if (url === undefined || !url.startsWith("file:") || url.startsWith(OWN_ROOT)) return false;
  return !fileURLToPath(url).includes(NODE_MODULES);
}

function asModule<R extends { url: string; format?: string | null | undefined }>(resolved: R): R {
  if (!/\.m?ts$/.test(resolved.url) || !isProjectFile(resolved.url)) return resolved;
  return { ...resolved, format: "module-typescript" };
}

function isBare(specifier: string): boolean {
  return !/^(\.|\/|#|node:|file:|data:)/.test(specifier);
}
