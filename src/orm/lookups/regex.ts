import { NotCompilable } from "../expressions/result-set.ts";
import { mapText, sql } from "../expressions/sql.ts";
import { leftSide, rightSide } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import { lookupText } from "./pattern.ts";

export const regex = regexLookup("regex");

/** regex and iregex: the database's regular expressions, or Python's where Django brings its own function. */
export function regexLookup(name: "regex" | "iregex"): Lookup {
  return {
    name,
    toSql(lhs, rhs, context) {
      const { dialect } = context;
      const right =
        rhs.kind === "value"
          ? rhs.slot.parameter((value) => {
              const pattern = lookupText(value, lhs, dialect);
              // Where a function of ours stands for Python's `re`, what JavaScript reads otherwise is left to Python.
              if (!dialect.features.hasNativeRegex && PYTHON_ONLY.test(pattern))
                throw new NotCompilable("A regular expression in Python's own syntax.");
              return pattern;
            })
          : rightSide(lhs, rhs, context);
      return sql`${leftSide(name, lhs, context)} ${mapText(right, (text) => dialect.operator(name, text))}`;
    },
  };
}

/** Inline flags, named groups as `(?P`, comments, `\\A`, `\\Z`, word boundaries, octal and Unicode escapes. */
const PYTHON_ONLY = /\(\?[aiLmsux#P(-]|\\[AZNUxubBW0-9]|\{,/;
