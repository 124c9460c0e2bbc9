import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { ancestors } from "../../django/package-json.ts";
import { GENERATED_DIR } from "../../server/resolution.ts";
import { relativePath } from "../render-error.ts";
import type { Advice, Step } from "./step.ts";

/** A tsconfig.json beside manage.py, for editors and type checks; Node needs none to run the API. */
export function tsconfigStep(projectDir: string, npmHome: string | null): Step | Advice | null {
  const file = join(projectDir, "tsconfig.json");
  const paths = pathMappings(projectDir, npmHome);
  if (existsSync(file)) {
    if (readFileSync(file, "utf8").includes(`"#django/*"`)) return null;
    return {
      advice: `${relativePath(file)} exists. Add to its "compilerOptions":\n  "paths": ${JSON.stringify(paths)}`,
    };
  }
  const config = {
    compilerOptions: {
      target: "es2024",
      lib: ["es2024"],
      // Finds packages whatever the nearest package.json says of "type", also where there is none.
      module: "preserve",
      strict: true,
      // What Node can run by stripping types.
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      paths,
    },
    include: [`${GENERATED_DIR}/*.ts`, "**/api.ts", "**/api.test.ts", "**/api/**/*.ts"],
    exclude: ["**/node_modules", "**/.venv", "**/venv"],
  };
  return {
    title: `write ${relativePath(file)} (for your editor; paths of #django/* and of this package)`,
    apply: () => writeFile(file, `${JSON.stringify(config, null, 2)}\n`),
  };
}

function pathMappings(projectDir: string, npmHome: string | null): Record<string, string[]> {
  const generated = { "#django/*": [`./${GENERATED_DIR}/*.ts`] };
  if (npmHome === null || ancestors(projectDir).includes(npmHome)) return generated;
  // node_modules in another branch of the repository: looking upwards does not find it.
  const modules = `${dotted(relative(projectDir, npmHome))}/node_modules`;
  return {
    ...generated,
    "django-fastapi-bridge": [`${modules}/django-fastapi-bridge/dist/index.d.ts`],
    "django-fastapi-bridge/*": [`${modules}/django-fastapi-bridge/dist/*/index.d.ts`],
    zod: [`${modules}/zod`],
  };
}

function dotted(path: string): string {
  return path.startsWith(".") ? path : `./${path}`;
}
