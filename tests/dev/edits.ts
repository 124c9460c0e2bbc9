import type { SmallProject } from "../support/small-project.ts";
import { apiSource, modelsSource, viewsSource } from "../support/small-project.ts";

/** One edit and what must come of it. */
export interface Edit {
  readonly name: string;
  /** `version` is a number that no earlier edit had. */
  apply(project: SmallProject, version: number): void;
  /** What requests to the API and the terminal say; null: the edit is a good one. */
  readonly error: { readonly body: RegExp; readonly terminal: RegExp } | null;
  /** What a good edit is seen by. */
  readonly shows: "api" | "django";
}

const good = (name: string, shows: Edit["shows"], apply: Edit["apply"]): Edit => ({
  name,
  apply,
  error: null,
  shows,
});
const broken = (name: string, body: RegExp, apply: Edit["apply"], terminal = body): Edit => ({
  name,
  apply,
  error: { body, terminal },
  shows: "api",
});

/** Edits of both kinds; after a broken one comes the one that mends it. */
export const EDITS: readonly Edit[] = [
  good("an operation's answer", "api", (project, version) =>
    project.write("shop/api.ts", apiSource(version)),
  ),
  broken(
    "a syntax error in api.ts",
    /"file":"shop\/api\.ts","line":7/,
    (project, version) => project.write("shop/api.ts", `${apiSource(version)}api.get("/x", => 1);\n`),
    /shop\/api\.ts:7/,
  ),
  good("api.ts mended", "api", (project, version) => project.write("shop/api.ts", apiSource(version))),
  good("a Django view", "django", (project, version) => project.write("shop/views.py", viewsSource(version))),
  broken(
    "a syntax error in models.py",
    /models\.py\\?", line 6/,
    (project) => project.write("shop/models.py", `${modelsSource([])}    price = models.IntegerField(\n`),
    /models\.py:6/,
  ),
  good("models.py mended", "api", (project, version) => {
    project.write("shop/models.py", modelsSource([]));
    project.write("shop/api.ts", apiSource(version));
  }),
  broken("an import of what is not there", /exports no value named .{1,2}Itemm/, (project, version) =>
    project.write("shop/api.ts", apiSource(version).replace("{ Item }", "{ Itemm }")),
  ),
  good("the import mended", "api", (project, version) => project.write("shop/api.ts", apiSource(version))),
  good("two files at once", "api", (project, version) => {
    project.write("shop/views.py", viewsSource(version));
    project.write("shop/api.ts", apiSource(version));
  }),
  broken("settings that raise", /NO_SUCH_VARIABLE/, (project) =>
    project.write("config/local.py", 'import os\n\nos.environ["NO_SUCH_VARIABLE"]\n'),
  ),
  good("settings mended", "api", (project, version) => {
    project.write("config/local.py", "");
    project.write("shop/api.ts", apiSource(version));
  }),
  broken("an API module that throws", /no luck today/, (project, version) =>
    project.write("shop/api.ts", `${apiSource(version)}throw new Error("no luck today");\n`),
  ),
  good("it throws no more", "api", (project, version) => project.write("shop/api.ts", apiSource(version))),
  good("a template", "django", (project, version) => {
    project.write("shop/templates/page.txt", `template ${version}`);
    project.write("shop/views.py", viewsSource(version));
  }),
  broken("an API module that ends the process", /ended with exit code 5/, (project, version) =>
    project.write("shop/api.ts", `${apiSource(version)}process.exit(5);\n`),
  ),
  good("it ends no more", "api", (project, version) => project.write("shop/api.ts", apiSource(version))),
];
