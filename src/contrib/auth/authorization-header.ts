import type { Request } from "../../api/context/request.ts";

/** The words of a header, split as Python splits bytes; Node hands a header's bytes over as latin-1. */
export function headerWords(request: Request, name: string): readonly string[] {
  const value = request.headers[name];
  return typeof value === "string" ? value.split(/[\t\n\v\f\r ]+/).filter((word) => word !== "") : [];
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A word that is UTF-8; null: it is not. */
export function decodeWord(word: string): string | null {
  try {
    return utf8.decode(Buffer.from(word, "latin1"));
  } catch {
    return null;
  }
}
