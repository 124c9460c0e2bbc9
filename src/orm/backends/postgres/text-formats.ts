import { Range } from "../../fields/range.ts";
import type { RangeBounds } from "../../fields/range.ts";

type Parse = (text: string) => unknown;

/** An array's text: `{1,NULL,"a \"b\""}`, nested ones too. https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
export function parseArray(text: string, element: Parse): unknown[] {
  // Bounds other than 1 stand before: "[0:1]={1,2}".
  let position = text.indexOf("{");

  const items = (): unknown[] => {
    const list: unknown[] = [];
    position += 1;
    while (text[position] !== "}") {
      list.push(text[position] === "{" ? items() : item());
      if (text[position] === ",") position += 1;
    }
    position += 1;
    return list;
  };

  const item = (): unknown => {
    if (text[position] === '"') {
      const [value, end] = quoted(text, position);
      position = end;
      return element(value);
    }
    const start = position;
    while (text[position] !== "," && text[position] !== "}") position += 1;
    const bare = text.slice(start, position);
    return bare.toUpperCase() === "NULL" ? null : element(bare);
  };

  return items();
}

/** A range's text: `[1,10)`, `("2026-01-01 00:00:00+00",]`, `empty`. */
export function parseRange(text: string, element: Parse): Range<unknown> {
  if (text === "empty") return Range.empty();
  let position = 1;
  const side = (): unknown => {
    if (text[position] === '"') {
      const [value, end] = quoted(text, position);
      position = end;
      return element(value);
    }
    const start = position;
    while (!",])".includes(text[position] as string)) position += 1;
    return start === position ? null : element(text.slice(start, position));
  };
  const lower = side();
  position += 1;
  const upper = side();
  return new Range(lower, upper, `${text[0]}${text.at(-1)}` as RangeBounds);
}

/** An hstore's text: `"a"=>"1", "b"=>NULL`. */
export function parseHstore(text: string): Record<string, string | null> {
  const result: Record<string, string | null> = {};
  let position = 0;
  while (position < text.length) {
    const [key, end] = quoted(text, position);
    position = end + "=>".length;
    if (text[position] === '"') {
      const [value, next] = quoted(text, position);
      result[key] = value;
      position = next;
    } else {
      result[key] = null;
      position += "NULL".length;
    }
    position += ", ".length;
  }
  return result;
}

/** A text in double quotes from `start` on, and where it ends. Inside, a backslash or a doubled quote escapes. */
function quoted(text: string, start: number): [value: string, end: number] {
  let value = "";
  let position = start + 1;
  for (;;) {
    const character = text[position];
    if (character === undefined) return [value, position];
    if (character === '"') {
      if (text[position + 1] !== '"') return [value, position + 1];
      position += 1;
    } else if (character === "\\") position += 1;
    value += text[position];
    position += 1;
  }
}
