import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { generateModels } from "../../src/codegen/generate.ts";
import { manifestSchema } from "../../src/manifest/schema.ts";
import type { Manifest, ModelDescription } from "../../src/manifest/schema.ts";
import { compile } from "../types/support/compile.ts";

/** Large projects from PyPI, which `fetch.py` installs (once: a cache keeps them) and describes. */
const PROJECTS = ["wagtail", "oscar", "pretix"];
const root = fileURLToPath(new URL("../../", import.meta.url));
const cache = process.env["DJANGO_FASTAPI_PROJECTS"] ?? `${root}.cache/projects`;
const python = process.env["DJANGO_PYTHON"] ?? "python3";

const hasPython = spawnSync(python, ["-c", "import venv"]).status === 0;

/** Null, told by fetch.py, when the project cannot be installed: most often PyPI cannot be reached. */
function describeProject(name: string): Manifest | null {
  try {
    execFileSync(python, [`${root}tests/projects/fetch.py`, cache, name], { stdio: "inherit" });
  } catch {
    return null;
  }
  return manifestSchema.parse(JSON.parse(readFileSync(`${cache}/${name}/manifest.json`, "utf8")));
}

/** Asks each model for all it has, so that each column, relation and manager is resolved once. */
function queries(models: readonly ModelDescription[], appLabel: string): string {
  const calls = models.flatMap(({ name, fields, reverse, managers }) => {
    const target = `${appLabel}.${name}.${managers[0]?.name ?? "objects"}`;
    const columns = fields.filter((field) => field.column !== null);
    const names = columns.map((field) => JSON.stringify(field.attname)).join(", ");
    const single = fields.filter(
      ({ relation }) => relation?.kind === "foreignKey" || relation?.kind === "oneToOne",
    );
    const many = reverse.filter(({ queryName }) => queryName !== null);
    return [
      `void ${target}.orderBy(${names});`,
      `void ${target}.values(${names});`,
      `void ${target}.filter({ ${columns.map((field) => `${field.attname}__isnull: true`).join(", ")} });`,
      ...single.map(({ name: relation }) => `void ${target}.selectRelated("${relation}");`),
      ...many.map(({ queryName }) => `void ${target}.exclude({ ${String(queryName)}__isnull: true });`),
    ];
  });
  return `import * as ${appLabel} from "./django/${appLabel}.ts";\n${calls.join("\n")}\n`;
}

describe.skipIf(!hasPython)("large projects from PyPI", () => {
  test.for(PROJECTS)(
    "%s is described, generated and type-checked",
    { timeout: 900_000 },
    async (name, { skip }) => {
      const manifest = describeProject(name);
      if (manifest === null) return skip(`${name} cannot be installed here`);
      const generated = generateModels(manifest);
      const files = new Map([...generated].map(([file, text]) => [`django/${file}`, text]));
      const models = manifest.models.filter((model) => model.swapped === null && model.managers.length > 0);
      for (const [label, own] of Map.groupBy(models, (model) => model.appLabel))
        files.set(`${label}_queries.ts`, queries(own, label));
      const { problems, checkSeconds } = await compile(files);
      expect(problems).toEqual([]);
      console.log(`  ${name}: ${manifest.models.length} models, checked in ${checkSeconds} s`);
      expect(manifest.models.length).toBeGreaterThan(40);
    },
  );
});
