import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { localName } from "../../codegen/scope.ts";
import { UsageError } from "../../errors/cli.ts";
import type { AppDescription, Manifest, ModelDescription } from "../../manifest/schema.ts";
import { relativePath } from "../render-error.ts";
import type { Step } from "./step.ts";

/**
 * A first api.ts in an app of the project's own: the one that was named, else the first one with models. Null when
 * there is an API already, or no app.
 *
 * @throws UsageError when the app that was named is not there.
 */
export function firstApiStep(manifest: Manifest, label: string | undefined): Step | null {
  const own = manifest.apps.filter(({ local }) => local);
  if (label === undefined && own.some(hasApi)) return null;
  const app =
    label === undefined
      ? (own.find((candidate) => modelOf(manifest, candidate) !== undefined) ?? own[0])
      : own.find((candidate) => candidate.label === label);
  if (app === undefined) {
    if (label === undefined) return null;
    const labels = own.map((candidate) => candidate.label).join(", ");
    throw new UsageError(
      `--app ${label}: the project has no such app of its own. It has: ${labels || "none"}`,
    );
  }
  if (hasApi(app)) return null;
  const file = join(app.path, "api.ts");
  const model = modelOf(manifest, app);
  return {
    title: `write ${relativePath(file)}${model === undefined ? "" : ` (two operations over ${model.label})`}`,
    apply: () => writeFile(file, model === undefined ? helloSource(app) : modelSource(app, model)),
  };
}

function hasApi({ path }: AppDescription): boolean {
  return ["api.ts", "api.mts", "api.js", "api/index.ts"].some((name) => existsSync(join(path, name)));
}

/** A model whose rows may be shown to everybody in a first try: not one with passwords (AbstractBaseUser's field). */
function modelOf(manifest: Manifest, app: AppDescription): ModelDescription | undefined {
  return manifest.models.find(
    ({ appLabel, autoCreated, proxy, swapped, fields }) =>
      appLabel === app.label &&
      !autoCreated &&
      !proxy &&
      swapped === null &&
      !fields.some(({ name }) => name === "password"),
  );
}

function helloSource({ label }: AppDescription): string {
  return `import { api } from "django-fastapi-bridge";

api.get("/${label}/hello", { tags: ["${label}"] }, () => ({ message: "Hello from TypeScript" }));
`;
}

function modelSource({ label }: AppDescription, model: ModelDescription): string {
  const name = localName(model.name);
  const path = `/${pathName(model)}`;
  return `import { api, HTTPException } from "django-fastapi-bridge";
import { ${name} } from "#django/${label}";
import { z } from "zod";

// Save this file and the server has it; /docs shows what is here.

api.get("${path}", { tags: ["${label}"] }, () => ${name}.objects.all().slice(0, 100));

api.get("${path}/{pk}", { args: { pk: ${pkSchema(model)} }, tags: ["${label}"] }, async ({ pk }) => {
  const found = await ${name}.objects.filter({ pk }).first();
  if (found === null) throw new HTTPException(404, "${name} not found");
  return found;
});
`;
}

/** "stories", "order-lines": the plural name in words; the model's own where that has none. */
function pathName({ verboseNamePlural, modelName }: ModelDescription): string {
  const words = verboseNamePlural.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu);
  return words === null ? modelName : words.join("-");
}

function pkSchema(model: ModelDescription): string {
  const pk = model.fields.find(({ name }) => name === model.pk[0]);
  const type = pk?.internalType ?? "";
  if (/(Auto|Integer)Field$/.test(type)) return "z.int()";
  return type === "UUIDField" ? "z.uuid()" : "z.string()";
}
