import { expect, test } from "vitest";
import type { DifferentialCase, Models } from "./case.ts";
import { encodeAnswer } from "./encode.ts";

/** What only Python answers: a manager that is not compiled; lookups that the project might have registered; functions. */
const PYTHON_ONLY =
  /\.recent\.|AuthorProfile\.objects\.raw|title__nope|year__nope|\b(?:Func|JSONObject|LPad|Window)\(/;

/** One case as a test: what TypeScript answers is what Django answered. */
export function runCase(
  one: DifferentialCase,
  backend: string,
  executor: "native" | "worker",
  models: () => Models,
  answers: ReadonlyMap<string, unknown>,
): void {
  const { python, typescript, unordered, skip } = one;
  const reason = skip[backend] ?? (executor === "native" && PYTHON_ONLY.test(python) ? "Python only" : null);
  test.skipIf(reason !== null)(reason === null ? python : `${python} (${reason})`, async () => {
    const ours = await encodeAnswer(() => typescript(models()));
    const theirs = answers.get(python);
    expect(theirs, "no answer: run with RECORD=1").toBeDefined();
    expect(unordered ? sorted(ours) : ours).toEqual(unordered ? sorted(theirs) : theirs);
  });
}

/** An answer as text, rows without an order sorted. */
export function comparable({ unordered }: DifferentialCase, answer: unknown): string {
  return JSON.stringify(unordered ? sorted(answer) : answer);
}

function sorted(rows: unknown): unknown {
  return Array.isArray(rows) ? rows.map((row) => JSON.stringify(row)).sort() : rows;
}
