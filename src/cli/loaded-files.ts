import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** Calls `onFile` with each file outside node_modules that this process imports from now on, or tries to. */
export function onLoadedFile(onFile: (file: string) => void): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      if (resolved.url.startsWith("file:") && !resolved.url.includes("/node_modules/"))
        onFile(fileURLToPath(resolved.url));
      return resolved;
    },
  });
}
