import { decodeFailure, type DecodeFailure } from "./failure.ts";

/** pydantic's integers in text: a sign, underscores between digits, surrounding space, ".0"; no hexadecimals. */
const INTEGER = /^\s*([+-]?\d+(?:_\d+)*)(?:\.0+)?\s*$/;
/** Digits before and after the point apart: a text that is all digits but its end must not be tried at each of them. */
const FLOAT =
  /^\s*([+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?)\s*$/;
const INFINITE = /^\s*([+-]?)inf(?:inity)?\s*$/i;
const NOT_A_NUMBER = /^\s*[+-]?nan\s*$/i;

export function decodeInteger(text: string): number | DecodeFailure {
  return integerOf(text, Number);
}

export function decodeBigInt(text: string): bigint | DecodeFailure {
  return integerOf(text, BigInt);
}

/** Python's `sys.int_info.default_max_str_digits`: reading a number takes time by the square of its length. */
export const MAX_DIGITS = 4300;

function integerOf<T>(text: string, make: (digits: string) => T): T | DecodeFailure {
  if (text.length > MAX_DIGITS)
    return decodeFailure(
      "int_parsing_size",
      "Unable to parse input string as an integer, exceeded maximum size",
      text,
    );
  const match = INTEGER.exec(text);
  if (match !== null) return make((match[1] as string).replaceAll("_", "").replace(/^\+/, ""));
  return decodeFailure(
    "int_parsing",
    "Input should be a valid integer, unable to parse string as an integer",
    text,
  );
}

export function decodeFloat(text: string): number | DecodeFailure {
  const match = FLOAT.exec(text);
  if (match !== null) return Number((match[1] as string).replaceAll("_", ""));
  const infinite = INFINITE.exec(text);
  if (infinite !== null) return infinite[1] === "-" ? -Infinity : Infinity;
  if (NOT_A_NUMBER.test(text)) return Number.NaN;
  return decodeFailure(
    "float_parsing",
    "Input should be a valid number, unable to parse string as a number",
    text,
  );
}
