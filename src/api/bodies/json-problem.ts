export interface JsonProblem {
  /** Index in code points, as Python counts. */
  readonly position: number;
  readonly message: string;
}

/**
 * Why a text is no JSON, in the words and with the position of Python's `json.decoder`, which is what FastAPI's
 * clients see. Only called for text that `JSON.parse` refused.
 */
export function jsonProblem(text: string): JsonProblem {
  const scanner = new Scanner(text);
  try {
    scanner.skipSpace();
    scanner.value();
    scanner.skipSpace();
    return { position: codePoints(text, scanner.index), message: "Extra data" };
  } catch (problem) {
    if (!(problem instanceof Stop)) throw problem;
    return { position: codePoints(text, problem.index), message: problem.reason };
  }
}

class Stop {
  readonly reason: string;
  readonly index: number;

  constructor(reason: string, index: number) {
    this.reason = reason;
    this.index = index;
  }
}

/** What Python takes for numbers and constants; NaN and Infinity too, which JSON.parse refuses: told as no value. */
const SCALAR = /(?:null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

/** It calls itself: text that is nested too deeply does not come here. */
class Scanner {
  index = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private fail(reason: string, index: number): never {
    // A control object, not an error: it never leaves this module.
    // oxlint-disable-next-line no-throw-literal
    throw new Stop(reason, index);
  }

  skipSpace(): void {
    while (" \t\n\r".includes(this.text[this.index] ?? "x")) this.index++;
  }

  value(): void {
    const start = this.index;
    const character = this.text[start];
    if (character === '"') {
      this.string();
      return;
    }
    if (character === "{") {
      this.object();
      return;
    }
    if (character === "[") {
      this.array();
      return;
    }
    SCALAR.lastIndex = start;
    const match = SCALAR.exec(this.text);
    if (match === null) this.fail("Expecting value", start);
    this.index = SCALAR.lastIndex;
  }

  /** `json.decoder.py_scanstring`. */
  private string(): void {
    const begin = this.index;
    this.index++;
    for (;;) {
      const character = this.text[this.index];
      if (character === undefined) this.fail("Unterminated string starting at", begin);
      if (character === '"') {
        this.index++;
        return;
      }
      if (character < " ") this.fail("Invalid control character at", this.index);
      if (character === "\\") this.escape(begin);
      else this.index++;
    }
  }

  private escape(begin: number): void {
    const escape = this.text[this.index + 1];
    if (escape === undefined) this.fail("Unterminated string starting at", begin);
    if (escape === "u") {
      if (!/^[0-9a-fA-F]{4}$/.test(this.text.slice(this.index + 2, this.index + 6)))
        this.fail(String.raw`Invalid \uXXXX escape`, this.index + 1);
      this.index += 6;
      return;
    }
    if (!'"\\/bfnrt'.includes(escape)) this.fail(String.raw`Invalid \escape`, this.index);
    this.index += 2;
  }

  /** `json.decoder.JSONObject`. */
  private object(): void {
    this.index++;
    this.skipSpace();
    if (this.text[this.index] === "}") {
      this.index++;
      return;
    }
    if (this.text[this.index] !== '"')
      this.fail("Expecting property name enclosed in double quotes", this.index);
    for (;;) {
      this.string();
      this.skipSpace();
      if (this.text[this.index] !== ":") this.fail("Expecting ':' delimiter", this.index);
      this.index++;
      this.skipSpace();
      this.value();
      this.skipSpace();
      const character = this.text[this.index];
      if (character === "}") {
        this.index++;
        return;
      }
      if (character !== ",") this.fail("Expecting ',' delimiter", this.index);
      this.index++;
      this.skipSpace();
      if (this.text[this.index] !== '"')
        this.fail("Expecting property name enclosed in double quotes", this.index);
    }
  }

  /** `json.decoder.JSONArray`. */
  private array(): void {
    this.index++;
    this.skipSpace();
    if (this.text[this.index] === "]") {
      this.index++;
      return;
    }
    for (;;) {
      this.value();
      this.skipSpace();
      const character = this.text[this.index];
      if (character === "]") {
        this.index++;
        return;
      }
      if (character !== ",") this.fail("Expecting ',' delimiter", this.index);
      this.index++;
      this.skipSpace();
    }
  }
}

function codePoints(text: string, index: number): number {
  let count = 0;
  for (const _ of text.slice(0, index)) count++;
  return count;
}
