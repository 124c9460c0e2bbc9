/**
 * A piece of SQL with its parameters in order. Where one stands, `text` has `PLACEHOLDER`; the dialect's own ("?", "$3")
 * is written when the statement is whole, so that pieces can be put together in any order.
 */
export interface Sql {
  readonly text: string;
  readonly params: readonly Param[];
}

/** A parameter of a query shape: which value of a tree it takes, and how that becomes what the driver wants. */
export interface Param {
  /** Position among the tree's values; -1: none, `prepare` gives a constant. */
  readonly slot: number;
  readonly prepare: (value: unknown) => unknown;
}

/** NUL: no identifier, operator or literal of ours has it. */
const PLACEHOLDER = "\u0000";

/** SQL without parameters. */
export function text(value: string): Sql {
  return { text: value, params: [] };
}

export function parameter(slot: number, prepare: (value: unknown) => unknown): Sql {
  return { text: PLACEHOLDER, params: [{ slot, prepare }] };
}

/** A parameter whose value is part of the shape. */
export function constant(value: unknown): Sql {
  return parameter(-1, () => value);
}

/** Puts SQL together: sql`${lhs} = ${rhs}`. Strings stand as they are. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | string)[]): Sql {
  let whole = strings[0] as string;
  const params: Param[] = [];
  for (const [index, part] of parts.entries()) {
    if (typeof part === "string") whole += part;
    else {
      whole += part.text;
      params.push(...part.params);
    }
    whole += strings[index + 1] as string;
  }
  return { text: whole, params };
}

export function join(parts: readonly Sql[], separator: string): Sql {
  return {
    text: parts.map((part) => part.text).join(separator),
    params: parts.flatMap((part) => part.params),
  };
}

/** Rewrites the text; the parameters must stay as they are. */
export function mapText(part: Sql, rewrite: (text: string) => string): Sql {
  return { text: rewrite(part.text), params: part.params };
}

/** Writes a text from several; they must stay in their order, each once. */
export function mapTexts(parts: readonly Sql[], write: (...texts: string[]) => string): Sql {
  return { text: write(...parts.map((part) => part.text)), params: parts.flatMap((part) => part.params) };
}

/** The statement's text with the dialect's placeholders. */
export function render(part: Sql, dialect: { placeholder(position: number): string }): string {
  const pieces = part.text.split(PLACEHOLDER);
  let whole = pieces[0] as string;
  for (let index = 1; index < pieces.length; index++)
    whole += dialect.placeholder(index) + (pieces[index] as string);
  return whole;
}

/** A string literal; backslashes are ordinary characters (standard_conforming_strings). */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
