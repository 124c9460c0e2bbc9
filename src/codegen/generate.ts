import type { AppDescription, Manifest, ModelDescription } from "../manifest/schema.ts";
import type { ExposedFunction, StructureDescription } from "../manifest/functions.ts";
import type { TypeSettings } from "./field-type.ts";
import { functionsSource } from "./function-source.ts";
import { withHeader } from "./header.ts";
import { modelSource } from "./model-source.ts";
import { compare, localName, modelNames, ModuleScope, PACKAGE } from "./scope.ts";
import type { ModelNames } from "./scope.ts";
import { ValueTypes } from "./value-type.ts";

/** What one module is generated from. */
interface ModuleParts {
  readonly label: string;
  readonly app: AppDescription | undefined;
  readonly models: readonly ModelDescription[];
  readonly functions: readonly ExposedFunction[];
}

/** What all modules share. */
interface Project {
  readonly names: ModelNames;
  readonly settings: TypeSettings;
  readonly structures: readonly StructureDescription[];
  /** Label of AUTH_USER_MODEL, whichever app has it. */
  readonly user: string | null;
}

/**
 * TypeScript for a project's models and exposed functions: a module an app by file name ("catalog.ts"), in a fixed order,
 * the same text for the same manifest. Models that are swapped out are left out, as in Django: nothing refers to them.
 *
 * ```ts
 * for (const [name, source] of generateModels(manifest)) writeFileSync(join(folder, name), source);
 * ```
 */
export function generateModels(
  manifest: Pick<Manifest, "models" | "apps" | "settings" | "functions" | "auth">,
): Map<string, string> {
  const models = withGenericReverse(manifest.models.filter((model) => model.swapped === null));
  const project: Project = {
    names: modelNames(models),
    settings: { useTz: manifest.settings["USE_TZ"] !== false },
    structures: manifest.functions?.structures ?? [],
    user: manifest.auth?.userModel ?? null,
  };
  const apps = new Map(manifest.apps.map((app) => [app.label, app]));
  const ownModels = Map.groupBy(models, (model) => model.appLabel);
  const ownFunctions = Map.groupBy(manifest.functions?.functions ?? [], ({ app }) => app);
  const labels = [...new Set([...ownModels.keys(), ...ownFunctions.keys()])].sort(compare);
  return new Map(
    labels.map((label) => {
      const parts: ModuleParts = {
        label,
        app: apps.get(label),
        models: ownModels.get(label) ?? [],
        functions: ownFunctions.get(label) ?? [],
      };
      return [`${label}.ts`, moduleSource(parts, project)];
    }),
  );
}

/** The way back along GenericRelations with a `related_query_name`: lookups know it, Django's `_meta` does not. */
function withGenericReverse(models: readonly ModelDescription[]): readonly ModelDescription[] {
  const generic = models.flatMap(({ label, fields }) =>
    fields.flatMap(({ name, model, relation }) =>
      relation?.kind === "genericRelation" && relation.queryName !== null && model === label
        ? [{ to: relation.model, queryName: relation.queryName, model: label, field: name }]
        : [],
    ),
  );
  return models.map((model) => {
    const leadingHere = generic
      .filter(({ to }) => to === model.label)
      .map(({ to: _to, ...one }) => ({ ...one, accessor: null, kind: "oneToMany" as const }));
    return leadingHere.length === 0 ? model : { ...model, reverse: [...model.reverse, ...leadingHere] };
  });
}

function moduleSource(
  { label, app, models, functions }: ModuleParts,
  { names, settings, structures, user }: Project,
): string {
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
  if (functions.length > 0)
    parts.push(functionsSource(label, functions, scope, new ValueTypes(scope, settings, structures)));
  const what = [models.length > 0 ? "Models" : "", functions.length > 0 ? "functions" : ""].filter(Boolean);
  const title = what.join(" and ").replace(/^./, (first) => first.toUpperCase());
  return withHeader(`${title} of ${app?.name ?? label}`, `${scope.imports()}\n\n${parts.join("\n\n")}\n`);
}

/** Tells the type checker what `loginRequired` gives. */
function userDeclaration(type: string): string {
  return (
    "// AUTH_USER_MODEL: whom loginRequired and optionalUser give.\n" +
    `declare module "${PACKAGE}" {\n  interface ProjectModels {\n    user: ${type};\n  }\n}`
  );
}
