import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/**
 * Module hooks belong to the process, and Vitest has loaders of its own: each project is loaded by a fresh Node.
 */
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bridge-load-"));
});
afterAll(() => rm(root, { recursive: true }));

const SCRIPT = `
  const [server, generatedDir, ...paths] = process.argv.slice(1);
  const { installResolution } = await import(server + "resolution.ts");
  const { loadApiModules } = await import(server + "load.ts");
  installResolution({ generatedDir });
  const settings = { FASTAPI_AUTODISCOVER: true, FASTAPI_AUTODISCOVER_MODULES: ["api"] };
  try {
    const modules = await loadApiModules({ apps: paths.map((path) => ({ path })), settings });
    console.log(JSON.stringify({ modules, seen: globalThis.seen ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ code: error.code, problems: error.problems.map(({ cause, ...rest }) => rest) }));
  }
`;

interface Outcome {
  modules?: string[];
  seen?: unknown;
  code?: string;
  problems?: { file: string; line: number; column: number; message: string; hint: string | null }[];
}

/** Writes a project's files, loads the apps (folders with an "api" module), and tells what happened. */
async function load(files: Record<string, string>, apps: string[] = ["shop"]): Promise<Outcome> {
  const project = await mkdtemp(join(root, "project-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), content);
  }
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--no-warnings",
    "--input-type=module",
    "--eval",
    SCRIPT,
    `${import.meta.dirname}/`,
    join(project, "django-generated"),
    ...apps.map((app) => join(project, app)),
  ]);
  return JSON.parse(stdout.replaceAll(`${project}/`, "")) as Outcome;
}

describe("resolution", () => {
  test("an app without any package.json or node_modules above it finds zod and the generated models", async () => {
    const { modules, seen } = await load({
      "shop/api.ts": `
        import { z } from "zod";
        import { Book, type BookModel } from "#django/catalog";
        import { helper } from "./helper.ts";
        const label: BookModel["label"] = Book.label;
        globalThis.seen = [typeof z.int, label, helper];
        declare global { var seen: unknown }`,
      "shop/helper.ts": `export const helper = "helper" as const;`,
      "django-generated/catalog.ts": `
        export interface BookModel { label: string }
        export const Book: BookModel = { label: "catalog.Book" };`,
    });
    expect(modules).toEqual(["shop/api.ts"]);
    expect(seen).toEqual(["function", "catalog.Book", "helper"]);
  });

  test("the zod of an API module is the one this package uses, even when the project has another", async () => {
    const { seen } = await load({
      "shop/api.ts": `import * as zod from "zod"; globalThis.seen = "fake" in zod;`,
      "node_modules/zod/package.json": `{"name":"zod","type":"module","exports":"./index.js"}`,
      "node_modules/zod/index.js": `export const fake = true;`,
    });
    expect(seen).toBe(false);
  });

  test("a package of the project's own is found from the file; its imports are its own business", async () => {
    const { seen } = await load({
      "shop/api.ts": `import { zod } from "other"; globalThis.seen = zod;`,
      "node_modules/other/package.json": `{"name":"other","type":"module","exports":"./index.js"}`,
      "node_modules/other/index.js": `export { zod } from "zod";`,
      "node_modules/zod/package.json": `{"name":"zod","type":"module","exports":"./index.js"}`,
      "node_modules/zod/index.js": `export const zod = "the project's";`,
    });
    expect(seen).toBe("the project's");
  });

  test("a .ts file is an ES module also under a package.json of type commonjs", async () => {
    const { seen } = await load({
      "package.json": `{"type":"commonjs"}`,
      "shop/api.ts": `import { x } from "./x.ts"; globalThis.seen = x;`,
      "shop/x.ts": `export const x: number = await Promise.resolve(1);`,
    });
    expect(seen).toBe(1);
  });
});

describe("discovery", () => {
  test("apps in order, .ts before .js, a folder with an index, and apps without a module", async () => {
    const { modules } = await load(
      {
        "b/api.ts": "export {}",
        "b/api.js": "throw new Error('not this one')",
        "a/api/index.ts": "export {}",
        "none/models.py": "",
        "c/api.mts": "export {}",
      },
      ["b", "none", "a", "c"],
    );
    expect(modules).toEqual(["b/api.ts", "a/api/index.ts", "c/api.mts"]);
  });
});

describe("what is told of a module that does not load", () => {
  const cases: Record<string, [files: Record<string, string>, problem: object]> = {
    "a syntax error": [
      { "shop/api.ts": "const a = 1;\nconst b = = 2;\n" },
      { file: "shop/api.ts", line: 2, column: 11, message: "Syntax error: Expression expected" },
    ],
    "a syntax error in plain JavaScript": [
      { "shop/api.js": "const a = 1;\nconst b = = 2;\n" },
      { file: "shop/api.js", line: 2, column: 11, message: "Syntax error: Expression expected" },
    ],
    "an enum, which stripping types cannot compile": [
      { "shop/api.ts": "\nenum Color { Red }\n" },
      { file: "shop/api.ts", line: 2, hint: expect.stringContaining("const object") },
    ],
    "a type imported from generated models without `type`": [
      {
        "shop/api.ts": `import { BookModel } from "#django/catalog";\nexport const book: BookModel = null as never;`,
        "django-generated/catalog.ts": `export interface BookModel { id: number }`,
      },
      {
        file: "shop/api.ts",
        line: 1,
        column: 10,
        message: `"#django/catalog" exports no value named "BookModel"`,
        hint: `"BookModel" is a type: import it as { type BookModel }, or with "import type".`,
      },
    ],
    "a name that is not exported": [
      { "shop/api.ts": `import { nope } from "./x.ts";`, "shop/x.ts": "export const yes = 1;" },
      { file: "shop/api.ts", line: 1, hint: expect.stringContaining("Check the name") },
    ],
    "a file imported without its extension, from a helper": [
      { "shop/api.ts": `import "./a.ts";`, "shop/a.ts": `\nimport "./b";`, "shop/b.ts": "export {}" },
      {
        file: "shop/a.ts",
        line: 2,
        message: `Cannot find module "./b"`,
        hint: expect.stringContaining(`Write "./b.ts"`),
      },
    ],
    "a package that is not installed": [
      { "shop/api.ts": `import { x } from "no-such-package";` },
      { file: "shop/api.ts", line: 1, hint: expect.stringContaining("npm install no-such-package") },
    ],
    "models that were not generated": [
      { "shop/api.ts": `\nimport { Book } from "#django/catalog";` },
      { file: "shop/api.ts", line: 2, column: 22, hint: expect.stringContaining("django-fastapi generate") },
    ],
    require: [
      { "shop/api.ts": `const x = require("x");` },
      { file: "shop/api.ts", line: 1, hint: expect.stringContaining("write import") },
    ],
    "an error thrown by the module": [
      { "shop/api.ts": `function inner() {\n  throw new RangeError("boom");\n}\ninner();` },
      { file: "shop/api.ts", line: 2, column: 9, message: "RangeError: boom", hint: null },
    ],
    "something thrown that is no Error": [
      { "shop/api.ts": `throw "x";` },
      { file: "shop/api.ts", line: null, message: "threw x, which is no Error" },
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [files, problem]) => {
    const outcome = await load(files);
    expect(outcome.code).toBe("API_LOAD_FAILED");
    expect(outcome.problems).toEqual([expect.objectContaining(problem)]);
  });

  test("every module is tried: the mistakes of two apps are told at once", async () => {
    const { problems } = await load({ "a/api.ts": "nope", "b/api.ts": "= 1" }, ["a", "b"]);
    expect(problems?.map(({ file }) => file)).toEqual(["a/api.ts", "b/api.ts"]);
  });
});
