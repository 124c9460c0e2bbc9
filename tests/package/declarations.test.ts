import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { pack, typeErrors, Workplace } from "./fresh-project.ts";

const folder = mkdtempSync(`${tmpdir()}/bridge-tarball-`);
const workplace = new Workplace();

afterAll(() => {
  workplace.remove();
  rmSync(folder, { recursive: true, force: true });
});

test("what a project exports has a type that its declarations can name", () => {
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  workplace.write("package.json", '{ "private": true }\n');
  const install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", pack(folder), "zod"];
  workplace.run(".", "npm", install);
  cpSync(here("../../example/django-generated"), workplace.path("django-generated"), { recursive: true });
  cpSync(here("./exported-types.ts"), workplace.path("exported-types.ts"));
  const compilerOptions = {
    target: "es2024",
    lib: ["es2024"],
    module: "preserve",
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: "declarations",
    rootDir: ".",
    paths: { "#django/*": ["./django-generated/*.ts"] },
  };
  workplace.write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["exported-types.ts"] }));
  expect(typeErrors(workplace, ".")).toBe("");
});
