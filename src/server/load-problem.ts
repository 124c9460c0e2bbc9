import { existsSync, readFileSync } from "node:fs";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadProblem } from "../errors/load.ts";
import { GeneratedModelsMissing } from "../errors/load.ts";
import { generatedFile } from "./resolution.ts";

type Explanation = Omit<LoadProblem, "module" | "cause">;
type Position = Pick<LoadProblem, "file" | "line" | "column">;

/**
 * Makes of an error that importing `module` threw what a person needs: file, line, what is wrong and what to do.
 * Node's own errors hold this in different places, by kind.
 */
export function loadProblem(module: string, error: unknown): LoadProblem {
  return { module, cause: error, ...explain(module, error) };
}

function explain(module: string, error: unknown): Explanation {
  if (!(error instanceof Error)) return plain(module, `threw ${String(error)}, which is no Error`, null);
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof GeneratedModelsMissing) return missingModels(module, error);
  if (code === "ERR_MODULE_NOT_FOUND" || code === "ERR_UNSUPPORTED_DIR_IMPORT")
    return missingModule(module, error);
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    const hint =
      "Node strips types and compiles nothing: use a const object (or a union of literals) in its place.";
    return { ...frameAbove(module, error), message: error.message, hint };
  }
  const missing = /requested module '(.+)' does not provide an export named '(.+)'/.exec(error.message);
  if (missing !== null) return missingExport(module, error, missing[1] as string, missing[2] as string);
  if (error instanceof SyntaxError) {
    const place = frameAbove(module, error);
    const found = place.line === null ? syntaxPosition(module) : null;
    return { ...(found ?? place), message: `Syntax error: ${found?.message ?? error.message}`, hint: null };
  }
  const hint =
    error instanceof ReferenceError &&
    /^(require|module|exports|__dirname) is not defined/.test(error.message)
      ? "API modules are ES modules: write import, and import.meta.dirname for __dirname."
      : null;
  return { ...thrownAt(module, error), message: `${error.name}: ${error.message}`, hint };
}

function plain(file: string, message: string, hint: string | null): Explanation {
  return { file, line: null, column: null, message, hint };
}

/** Node and V8 put "file:///path:3", the line's text and carets above a syntax error's stack. */
function frameAbove(module: string, error: Error): Position {
  const frame = /^(file:\/\/.+):(\d+)\n([\s\S]*?)\n\n?\w*Error/.exec(error.stack ?? "");
  if (frame === null) return { file: module, line: null, column: null };
  const caret = /^( *)\^+\s*$/m.exec(frame[3] as string);
  return {
    file: fileURLToPath(frame[1] as string),
    line: Number(frame[2]),
    column: caret === null ? null : (caret[1] as string).length + 1,
  };
}

/** The stack's first place in project code: a mistake that this package finds is thrown by this package. */
function thrownAt(module: string, error: Error): Position {
  const ownRoot = new URL("../", import.meta.url).href;
  const places = [...(error.stack ?? "").matchAll(/(file:\/\/[^\s)]+?):(\d+):(\d+)/g)];
  const place = places.find(([, url]) => !url?.includes("/node_modules/") && !url?.startsWith(ownRoot));
  if (place === undefined) return { file: module, line: null, column: null };
  return { file: fileURLToPath(place[1] as string), line: Number(place[2]), column: Number(place[3]) };
}

/** For plain JavaScript V8 keeps the place to itself; the parser that strips types tells. */
function syntaxPosition(module: string): (Position & { message: string }) | null {
  try {
    stripTypeScriptTypes(readFileSync(module, "utf8"), { sourceUrl: `file://${module}` });
  } catch (error) {
    if (error instanceof SyntaxError) return { ...frameAbove(module, error), message: error.message };
  }
  return null;
}

function missingModels(module: string, error: GeneratedModelsMissing): Explanation {
  const file = error.importedFrom ?? module;
  return { file, ...lineOf(file, error.specifier), message: error.message, hint: error.hint };
}

function missingModule(module: string, error: Error): Explanation {
  const [, what, name, from] =
    /^(Cannot find (?:module|package)|Directory import) '(.+?)'.* imported from (.+)$/.exec(error.message) ??
    [];
  if (name === undefined || from === undefined) return plain(module, error.message, null);
  const file = from.startsWith("file:") ? fileURLToPath(from) : from;
  if (what === "Cannot find package") {
    const hint = `Install it (npm install ${name}) where django-fastapi-bridge is installed.`;
    return { file, ...lineOf(file, name), message: `Cannot find package "${name}"`, hint };
  }
  const written = importsOf(file).find((specifier) => resolve(dirname(file), specifier) === name);
  const better = written === undefined ? undefined : existingSpecifier(file, written);
  return {
    file,
    ...(written === undefined ? { line: null, column: null } : lineOf(file, written)),
    message: `Cannot find module "${written ?? name}"`,
    hint:
      better === undefined
        ? "Check the path; it is relative to the file that imports it."
        : `Write "${better}": Node wants the file's full name, with its extension.`,
  };
}

/** What a specifier without (or with another) extension most likely means. */
function existingSpecifier(importer: string, specifier: string): string | undefined {
  const base = specifier.replace(/\.js$/, "");
  const candidates = [`${base}.ts`, `${base}.mts`, `${base}.js`, `${base}/index.ts`, `${base}/index.js`];
  return candidates.find((candidate) => existsSync(resolve(dirname(importer), candidate)));
}

function missingExport(module: string, error: Error, specifier: string, name: string): Explanation {
  const place = frameAbove(module, error);
  const hint = exportsType(place.file, specifier, name)
    ? `"${name}" is a type: import it as { type ${name} }, or with "import type".`
    : `Check the name; if "${name}" is a type, import it as { type ${name} }.`;
  return { ...place, message: `"${specifier}" exports no value named "${name}"`, hint };
}

/** Types are erased before a module runs, so an import of one without `type` asks for what is not there. */
function exportsType(importer: string, specifier: string, name: string): boolean {
  try {
    const isGenerated = specifier.startsWith("#django/");
    const file = (isGenerated && generatedFile(specifier)) || createRequire(importer).resolve(specifier);
    const declarations = file.replace(/\.(m?)js$/, ".d.$1ts");
    const source = readFileSync(existsSync(declarations) ? declarations : file, "utf8");
    return new RegExp(`export\\s+(declare\\s+)?(interface|type)\\s+(${name}\\b|\\{[^}]*\\b${name}\\b)`).test(
      source,
    );
  } catch {
    return false;
  }
}

function importsOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const source = readFileSync(file, "utf8");
  return [...source.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(
    (match) => match[1] as string,
  );
}

function lineOf(file: string, specifier: string): Pick<LoadProblem, "line" | "column"> {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const index = lines.findIndex((line) => line.includes(`"${specifier}`) || line.includes(`'${specifier}`));
  if (index === -1) return { line: null, column: null };
  return { line: index + 1, column: (lines[index] as string).search(/["']/) + 1 };
}
