import { z } from "zod";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** BinaryField: `Uint8Array`; base64 in JSON. */
export const binary: FieldType = {
  prepare(value, field) {
    if (value instanceof Uint8Array) return value;
    if (typeof value === "string") return new Uint8Array(Buffer.from(value, "base64"));
    throw invalid(field, value, "is neither a Uint8Array nor base64 text.");
  },
  schema: () =>
    z.codec(z.base64(), z.instanceof(Uint8Array), {
      decode: (text) => new Uint8Array(Buffer.from(text, "base64")),
      encode: (bytes) => Buffer.from(bytes).toString("base64"),
    }),
};
