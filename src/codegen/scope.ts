import type { ModelDescription } from "../manifest/schema.ts";
import { freeName, isDeclarable, pascalCase } from "./names.ts";

/** Names of the models that get a type: by label, the interface's name in its own module. */
export type ModelNames = ReadonlyMap<
  string,
  {
    readonly appLabel: string;
    readonly interfaceName: string;
    /** attname of the primary key; null: it is a composite one. */
    readonly pk: string | null;
  }
>;

/**
 * The names of one generated module. A model keeps its own name; what is imported steps aside, under another name,
 * where a model is called the same ("Manager" of a project about people).
 */
export class ModuleScope {
  readonly appLabel: string;
  private readonly models: ModelNames;
  private readonly taken: Set<string>;
  private readonly orm = new Map<string, string>();
  private readonly root = new Map<string, string>();
  private readonly foreign = new Map<string, Map<string, string>>();

  constructor(appLabel: string, models: ModelNames, declared: Iterable<string>) {
    this.appLabel = appLabel;
    this.models = models;
    this.taken = new Set(declared);
  }

  /** The local name of a type (or of `model`) that the package's ORM exports. */
  package(name: string): string {
    return this.imported(this.orm, name);
  }

  /** The local name of a value that the package itself exports. */
  rootPackage(name: string): string {
    return this.imported(this.root, name);
  }

  /** A name for a declaration of the module, stepping aside where it is taken. */
  declare(name: string): string {
    return this.take(localName(name));
  }

  /** The local name of a model's interface; null: the model is not generated (swapped out, or unknown). */
  model(label: string): string | null {
    const found = this.models.get(label);
    if (found === undefined) return null;
    const { appLabel, interfaceName } = found;
    if (appLabel === this.appLabel) return interfaceName;
    let names = this.foreign.get(appLabel);
    if (names === undefined) this.foreign.set(appLabel, (names = new Map()));
    let local = names.get(interfaceName);
    if (local === undefined) {
      local = this.taken.has(interfaceName)
        ? this.take(`${pascalCase(appLabel)}${interfaceName}`)
        : this.take(interfaceName);
      names.set(interfaceName, local);
    }
    return local;
  }

  /** Whether a foreign key to a model refers to another column than its primary key. */
  refersElsewhere(label: string, attname: string | null): boolean {
    const pk = this.models.get(label)?.pk ?? null;
    return pk !== null && attname !== null && attname !== pk;
  }

  /** The import statements for what was used. */
  imports(): string {
    const statements: string[] = [];
    if (this.root.size > 0) statements.push(importStatement("import", [...this.root], ROOT_PACKAGE));
    const values = [...this.orm].filter(([name]) => name === "model");
    const types = [...this.orm].filter(([name]) => name !== "model");
    if (values.length > 0) statements.push(importStatement("import", values, PACKAGE));
    if (types.length > 0) statements.push(importStatement("import type", types, PACKAGE));
    for (const [appLabel, names] of [...this.foreign].sort(([a], [b]) => compare(a, b)))
      statements.push(importStatement("import type", [...names], `./${appLabel}.ts`));
    return statements.join("\n");
  }

  private imported(names: Map<string, string>, name: string): string {
    let local = names.get(name);
    if (local === undefined) {
      local = this.take(name);
      names.set(name, local);
    }
    return local;
  }

  private take(name: string): string {
    const local = freeName(name, (candidate) => !this.taken.has(candidate));
    this.taken.add(local);
    return local;
  }
}

const ROOT_PACKAGE = "django-fastapi-bridge";
export const PACKAGE = `${ROOT_PACKAGE}/orm`;

/** Names for the interfaces of a project's models: "BookModel", stepping aside where an app has a model of that name. */
export function modelNames(models: readonly ModelDescription[]): ModelNames {
  const names = new Map<string, { appLabel: string; interfaceName: string; pk: string | null }>();
  for (const [appLabel, own] of Map.groupBy(models, (model) => model.appLabel)) {
    const taken = new Set(own.map((model) => localName(model.name)));
    for (const model of own) {
      const interfaceName = freeName(`${model.name}Model`, (name) => !taken.has(name));
      taken.add(interfaceName);
      names.set(model.label, { appLabel, interfaceName, pk: primaryKeyOf(model) });
    }
  }
  return names;
}

function primaryKeyOf({ pk: [only, ...others], fields }: ModelDescription): string | null {
  return others.length > 0 ? null : (fields.find(({ name }) => name === only)?.attname ?? null);
}

/** The name of a model's `const` inside its module; it is exported under its own. */
export function localName(name: string): string {
  return freeName(name, isDeclarable);
}

function importStatement(
  keyword: string,
  names: readonly (readonly [name: string, local: string])[],
  from: string,
): string {
  const parts = names
    .map(([name, local]) => (name === local ? name : `${name} as ${local}`))
    .sort((a, b) => compare(a, b));
  const line = `${keyword} { ${parts.join(", ")} } from ${JSON.stringify(from)};`;
  return line.length <= 110
    ? line
    : `${keyword} {\n${parts.map((part) => `  ${part},\n`).join("")}} from ${JSON.stringify(from)};`;
}

/** By code units: the same everywhere, whatever the locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
