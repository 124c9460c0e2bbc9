import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import type { Manifest } from "../../src/manifest/schema.ts";
import { djangoPython } from "../support/python.ts";
import { RECORDED_MANIFEST } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import type { DifferentialCase } from "./case.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Django's answers by Python source, as `oracle.py` gives them now. */
export function askDjango(shop: Shop, cases: readonly DifferentialCase[]): ReadonlyMap<string, unknown> {
  const sources = cases.map(({ python }) => python);
  const { status, stdout, stderr } = spawnSync(djangoPython as string, [here("oracle.py")], {
    cwd: here("../../example"),
    env: {
      ...process.env,
      DJANGO_SETTINGS_MODULE: shop.settingsModule ?? "shop.settings",
      ...shop.env,
      PYTHONPATH: [here("../../example"), shop.env["PYTHONPATH"] ?? ""].join(delimiter),
    },
    input: JSON.stringify(sources),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`oracle.py failed:\n${stderr}`);
  const answers = JSON.parse(stdout) as unknown[];
  return new Map(sources.map((source, index) => [source, answers[index]]));
}

/** What a suite compares with: the recorded answers, or Django's own of the moment where it is another than the recorded one. */
export interface Answers {
  readonly bySource: ReadonlyMap<string, unknown>;
  /** Why they are not the recorded ones, for the name of the test that is skipped. */
  readonly notRecorded: string | null;
}

export const recording = process.env["RECORD"] === "1";

/** Messages, and ids that migrations give, change from one Django to the next: only its own answers are right for it. */
export function answersFor(
  shop: Shop,
  cases: readonly DifferentialCase[],
  name: string,
  base: string | null = BASE,
): Answers {
  const recorder = series(JSON.parse(readFileSync(RECORDED_MANIFEST, "utf8")) as Manifest);
  const here = series(shop.manifest);
  if (djangoPython === null || recording || here === recorder)
    return { bySource: readRecord(name, base), notRecorded: null };
  return {
    bySource: askDjango(shop, cases),
    notRecorded: `they are Django ${recorder}'s, and this is ${here}, which answers itself`,
  };
}

function series({ generator }: Manifest): string {
  return generator.django.split(".", 2).join(".");
}

/** Most answers are the same on every database; the others' records have only what differs from this one's. */
const BASE = "sqlite";

/**
 * Django's answers as they were recorded. Rows that several answers have stand once, under a number; one answer a line, so
 * that a change is a short difference.
 */
export function readRecord(name: string, base: string | null = BASE): ReadonlyMap<string, unknown> {
  const path = here(`recorded/${name}.json`);
  if (!existsSync(path)) return new Map();
  const { rows, answers } = JSON.parse(readFileSync(path, "utf8")) as Recorded;
  const expand = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(expand);
    if (typeof value !== "object" || value === null) return value;
    if ("row" in value) return expand(rows[value.row as number]);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item)]));
  };
  const own = Object.entries(answers).map(([source, answer]) => [source, expand(answer)] as const);
  return new Map([...(base === null || base === name ? [] : readRecord(base)), ...own]);
}

interface Recorded {
  readonly rows: readonly unknown[];
  readonly answers: Readonly<Record<string, unknown>>;
}

export function writeRecord(
  name: string,
  answers: ReadonlyMap<string, unknown>,
  base: string | null = BASE,
): void {
  const rows: string[] = [];
  const numbers = new Map<string, number>();
  const shrink = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shrink);
    if (typeof value !== "object" || value === null) return value;
    const shrunk = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shrink(item)]));
    if (!("model" in value)) return shrunk;
    const text = JSON.stringify(shrunk);
    const row = numbers.get(text) ?? rows.push(text) - 1;
    numbers.set(text, row);
    return { row };
  };
  const known = base === null || base === name ? new Map<string, unknown>() : readRecord(base);
  const own = [...answers].filter(
    ([source, answer]) => JSON.stringify(answer) !== JSON.stringify(known.get(source)),
  );
  const lines = own.map(([source, answer]) => `${JSON.stringify(source)}: ${JSON.stringify(shrink(answer))}`);
  const text = `{"rows": [\n${rows.join(",\n")}\n],\n"answers": {\n${lines.join(",\n")}\n}}\n`;
  writeFileSync(here(`recorded/${name}.json`), text);
}
