import type { AppDescription, Manifest, ModelDescription } from "../manifest/schema.ts";
import type { TypeSettings } from "./field-type.ts";
import { withHeader } from "./header.ts";
import { modelSource } from "./model-source.ts";
import { compare, localName, modelNames, ModuleScope, PACKAGE } from "./scope.ts";
import type { ModelNames } from "./scope.ts";

/**
 * TypeScript for a project's models: a module an app by file name ("catalog.ts"), in a fixed order, the same text for the
 * same manifest. Models that are swapped out are left out, as in Django: nothing refers to them.
 *
 * ```ts
 * for (const [name, source] of generateModels(manifest)) writeFileSync(join(folder, name), source);
 * ```
 */
export function generateModels(
  manifest: Pick<Manifest, "models" | "apps" | "settings" | "auth">,
): Map<string, string> {
  const models = manifest.models.filter((model) => model.swapped === null);
  const names = modelNames(models);
  const settings: TypeSettings = { useTz: manifest.settings["USE_TZ"] !== false };
  const user = manifest.auth?.userModel ?? null;
  const apps = new Map(manifest.apps.map((app) => [app.label, app]));
  const modules = [...Map.groupBy(models, (model) => model.appLabel)].sort(([a], [b]) => compare(a, b));
  return new Map(
    modules.map(([label, own]) => [
      `${label}.ts`,
      moduleSource({ label, models: own, app: apps.get(label), names, settings, user }),
    ]),
  );
}

interface ModuleContents {
  readonly label: string;
  readonly models: readonly ModelDescription[];
  readonly app: AppDescription | undefined;
  readonly names: ModelNames;
  readonly settings: TypeSettings;
  /** Label of AUTH_USER_MODEL, whichever app has it. */
  readonly user: string | null;
}

function moduleSource({ label, models, app, names, settings, user }: ModuleContents): string {
  const declared = models.flatMap((model) => [
    localName(model.name),
    names.get(model.label)?.interfaceName ?? model.name,
  ]);
  const scope = new ModuleScope(label, names, declared);
  // Tables that Django made for many-to-many fields come last: one rarely asks them.
  const own = models.filter((model) => !model.autoCreated);
  const through = models.filter((model) => model.autoCreated);
  const source = (model: ModelDescription): string => modelSource(model, scope, settings);
  const parts = own.map(source);
  if (through.length > 0) parts.push("// Tables of many-to-many fields.", ...through.map(source));
  const users = own.find((model) => model.label === user);
  if (users !== undefined) parts.push(userDeclaration(scope.model(users.label) as string));
  return withHeader(`Models of ${app?.name ?? label}`, `${scope.imports()}\n\n${parts.join("\n\n")}\n`);
}

/** Tells the type checker what `loginRequired` gives. */
function userDeclaration(type: string): string {
  return (
    "// AUTH_USER_MODEL: whom loginRequired and optionalUser give.\n" +
    `declare module "${PACKAGE}" {\n  interface ProjectModels {\n    user: ${type};\n  }\n}`
  );
}
