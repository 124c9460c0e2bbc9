import type { ConvertorName } from "../api/paths/convertors.ts";
import { patternSource } from "../api/paths/pattern.ts";
import type { TemplatePart } from "../api/paths/template.ts";

/** The values of a template's parameters in a piece of a path; null: it is not that piece. */
export type PieceMatcher = (text: string) => readonly string[] | null;

interface CharacterClass {
  readonly has: (code: number) => boolean;
  readonly mayBeEmpty: boolean;
}

/** Convertors that take any number of characters of a class: those of which several are tried against each other. */
const CLASSES: Partial<Record<ConvertorName, CharacterClass>> = {
  str: { has: (code) => code !== 0x2f, mayBeEmpty: false },
  path: { has: (code) => code !== 0x0a, mayBeEmpty: true },
  int: { has: (code) => code >= 0x30 && code <= 0x39, mayBeEmpty: false },
};

/**
 * Finds what stands for each parameter as Python's `re` would: the first one takes as much as it can. Where several could
 * share a text in many ways (`{a}-{b}-{c}.json`), a regular expression tries all of them, for seconds if the text is
 * long; there each place is looked at once.
 */
export function compilePiece(parts: readonly TemplatePart[]): PieceMatcher {
  const steps = parts.map((part) => (typeof part === "string" ? part : CLASSES[part.convertor]));
  if (
    parts.filter((part) => typeof part !== "string").length > 1 &&
    steps.every((step) => step !== undefined)
  )
    return (text) => matchSteps(steps as readonly Step[], text);
  const pattern = new RegExp(`^${patternSource(parts, { capture: true })}$`);
  return (text) => pattern.exec(text)?.slice(1) ?? null;
}

type Step = string | CharacterClass;

function matchSteps(steps: readonly Step[], text: string): readonly string[] | null {
  const fits = whereStepsFit(steps, text);
  if (fits[0]?.[0] !== 1) return null;
  const values: string[] = [];
  let at = 0;
  for (const [index, step] of steps.entries()) {
    if (typeof step === "string") {
      at += step.length;
      continue;
    }
    const next = fits[index + 1] as Uint8Array;
    let end = -1;
    for (let place = at; ; place++) {
      if (next[place] === 1 && (place > at || step.mayBeEmpty)) end = place;
      if (place === text.length || !step.has(text.charCodeAt(place))) break;
    }
    values.push(text.slice(at, end));
    at = end;
  }
  return values;
}

/** For each step, and one behind the last, the places from which it and all that follow take the rest of the text. */
function whereStepsFit(steps: readonly Step[], text: string): readonly Uint8Array[] {
  const { length } = text;
  const fits = Array.from({ length: steps.length + 1 }, () => new Uint8Array(length + 1));
  (fits[steps.length] as Uint8Array)[length] = 1;
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index] as Step;
    const here = fits[index] as Uint8Array;
    const next = fits[index + 1] as Uint8Array;
    if (typeof step === "string") {
      for (let place = 0; place + step.length <= length; place++)
        if (next[place + step.length] === 1 && text.startsWith(step, place)) here[place] = 1;
      continue;
    }
    // Whether a parameter that has begun already can go on from a place, or end there.
    let within = next[length] === 1;
    if (within && step.mayBeEmpty) here[length] = 1;
    for (let place = length - 1; place >= 0; place--) {
      const goesOn = within && step.has(text.charCodeAt(place));
      if (goesOn || (step.mayBeEmpty && next[place] === 1)) here[place] = 1;
      within = goesOn || next[place] === 1;
    }
  }
  return fits;
}
