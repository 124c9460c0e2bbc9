import { z } from "zod";
import { expectedNumber } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

const FLOAT = /^\s*[+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};

/** FloatField: `number`. */
export const float: FieldType = {
  prepare(value, field) {
    switch (typeof value) {
      case "number":
        return value;
      case "bigint":
      case "boolean":
        return Number(value);
      case "string": {
        if (FLOAT.test(value)) return Number(value.replaceAll("_", ""));
        const word = /^\s*([+-]?)([a-z]+)\s*$/i.exec(value);
        const number = word === null ? undefined : WORDS[word[2]?.toLowerCase() ?? ""];
        if (number === undefined) throw expectedNumber(field, value);
        return word?.[1] === "-" ? -number : number;
      }
      default:
        throw expectedNumber(field, value);
    }
  },
  schema: () => z.number(),
};
