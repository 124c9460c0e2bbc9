import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** docs/architecture.md, "Folders and their order": a folder imports only what stands before it. */
const ORDER = [
  "util",
  "errors",
  "manifest",
  "orm",
  "python",
  "auth",
  "api",
  "openapi",
  "contrib",
  "django",
  "server",
  "testing",
  "codegen",
  "cli",
];

const source = fileURLToPath(new URL("../src/", import.meta.url));

interface ImportEdge {
  readonly from: string;
  readonly to: string;
}

function sourceFiles(): string[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => path.split(sep).join("/"));
}

/** Static, type-only, re-exporting and dynamic imports of relative paths; comments are cut out first. */
function importsOf(path: string): ImportEdge[] {
  const text = readFileSync(join(source, path), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const specifiers = [
    ...text.matchAll(/(?:from\s*|import\s*\(\s*|^\s*import\s*)["'](\.{1,2}\/[^"']+)["']/gm),
  ];
  return specifiers.map(([, specifier]) => ({
    from: path,
    to: relative(source, resolve(source, dirname(path), specifier as string))
      .split(sep)
      .join("/"),
  }));
}

const folderOf = (path: string): string => (path.includes("/") ? (path.split("/")[0] as string) : "(root)");

const edges = sourceFiles().flatMap(importsOf);

describe("layers", () => {
  test("the imports are read", () => {
    expect(edges.length).toBeGreaterThan(100);
  });

  test("every folder is in the order", () => {
    const folders = new Set(sourceFiles().map(folderOf));
    expect([...folders].filter((folder) => folder !== "(root)" && !ORDER.includes(folder))).toEqual([]);
  });

  test("a folder imports only folders above it", () => {
    const breaches = edges.filter(({ from, to }) => {
      const [importer, imported] = [folderOf(from), folderOf(to)];
      if (importer === "(root)" || importer === imported) return false;
      return imported === "(root)" || ORDER.indexOf(imported) > ORDER.indexOf(importer);
    });
    expect(breaches.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test("only server/ imports Fastify, only cli/ exits", () => {
    const offenders = sourceFiles().filter((path) => {
      const text = readFileSync(join(source, path), "utf8");
      const fastify =
        /from "(?:fastify|@fastify\/(?!busboy)[^"]*)"/.test(text) && folderOf(path) !== "server";
      const exits = /process\.exit\(/.test(text) && folderOf(path) !== "cli";
      return fastify || exits;
    });
    expect(offenders).toEqual([]);
  });

  test("files do not import each other in a circle", () => {
    const graph = Map.groupBy(edges, (edge) => edge.from);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
        return;
      }
      if (done.has(path)) return;
      for (const { to } of graph.get(path) ?? []) visit(to, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });
});
