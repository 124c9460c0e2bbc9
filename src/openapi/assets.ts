import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The files of others that the docs pages are made of, and their licences, which travel with them. */
const SOURCES = {
  "swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
  "swagger-ui-bundle.js": "swagger-ui-dist/swagger-ui-bundle.js",
  "swagger-ui-bundle.js.LICENSE.txt": "swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt",
  "swagger-ui.LICENSE.txt": "swagger-ui-dist/LICENSE",
  "oauth2-redirect.js": "swagger-ui-dist/oauth2-redirect.js",
  "redoc.standalone.js": "redoc/bundles/redoc.standalone.js",
  "redoc.standalone.js.LICENSE.txt": "redoc/bundles/redoc.standalone.js.LICENSE.txt",
  "redoc.LICENSE.txt": "redoc/LICENSE",
} as const;

export type AssetName = keyof typeof SOURCES;

export function isAssetName(name: string): name is AssetName {
  return Object.hasOwn(SOURCES, name);
}

const SHIPPED = new URL("./assets/", import.meta.url);

/** For the build, which copies each into `dist/openapi/assets`. */
export function assetSources(): { readonly source: string; readonly name: AssetName }[] {
  return (Object.keys(SOURCES) as AssetName[]).map((name) => ({ name, source: installed(name) }));
}

/** Where a file is: in the built package beside this module, in the repository in its own package. */
export function assetPath(name: AssetName): string {
  const shipped = fileURLToPath(new URL(name, SHIPPED));
  return existsSync(shipped) ? shipped : installed(name);
}

function installed(name: AssetName): string {
  const [packageName, ...path] = SOURCES[name].split("/");
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  return fileURLToPath(new URL(path.join("/"), `file://${manifest}`));
}
