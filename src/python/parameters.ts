import { PythonArgumentInvalid } from "../errors/python.ts";

/** A function's parameters, as the code generator writes them: "first, /, second, *rest, flag, **more". */
export interface Parameters {
  /** Names of those that are given by position. */
  readonly positional: readonly string[];
  /** So many of them have no name for callers. */
  readonly positionalOnly: number;
  readonly rest: boolean;
  /** Some are given by name: the last argument is an object with them. */
  readonly named: boolean;
}

/** Reads the generated text, which is Python's own way to write them, without types and defaults. */
export function parseParameters(text: string): Parameters {
  const positional: string[] = [];
  let positionalOnly = 0;
  let [rest, named, afterStar] = [false, false, false];
  for (const part of text.split(", ").filter((name) => name !== "")) {
    if (part === "/") positionalOnly = positional.length;
    else if (part === "*") afterStar = true;
    else if (part.startsWith("**")) named = true;
    else if (part.startsWith("*")) rest = afterStar = true;
    else if (afterStar) named = true;
    else positional.push(part);
  }
  return { positional, positionalOnly, rest, named };
}

export interface PlacedArguments {
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/**
 * The arguments of a TypeScript call, by position and by name. One that is undefined is left out: what follows it is
 * then given by name.
 *
 * @throws PythonArgumentInvalid
 */
export function placeArguments(
  target: string,
  parameters: Parameters,
  given: readonly unknown[],
): PlacedArguments {
  const { positional, positionalOnly, rest, named } = parameters;
  const namedAt = named
    ? rest
      ? Math.max(given.length - 1, positional.length)
      : positional.length
    : given.length;
  const places = given.slice(0, namedAt);
  const kwargs = named ? ((given[namedAt] ?? {}) as Readonly<Record<string, unknown>>) : {};
  while (places.length > 0 && places.at(-1) === undefined) places.pop();
  const gap = places.indexOf(undefined);
  if (gap === -1) return { args: places, kwargs };
  const after = places.slice(gap + 1).map((value, index) => [index + gap + 1, value] as const);
  const byName = after.filter(([, value]) => value !== undefined);
  const nameless = byName.find(([index]) => index < positionalOnly || index >= positional.length);
  if (nameless !== undefined)
    throw new PythonArgumentInvalid(
      `${target}: "${positional[gap] ?? "*args"}" is undefined, and an argument after it has no name to be given by. Pass it.`,
    );
  return {
    args: places.slice(0, gap),
    kwargs: { ...Object.fromEntries(byName.map(([index, value]) => [positional[index], value])), ...kwargs },
  };
}
