import { z } from "zod";
import type { Schema } from "../parameters/argument.ts";

export type RawIssue = z.core.$ZodRawIssue;

/** What a parse that failed gives: the issues as Zod raised them, with the schemas they come from. */
export class Rejected {
  readonly issues: readonly RawIssue[];

  constructor(issues: readonly RawIssue[]) {
    this.issues = issues;
  }
}

/** Answers the parsed value, or `Rejected`; a promise only when the schema has asynchronous parts. */
export type Parser = (value: unknown) => unknown;

/** Told of a schema that `z.compile` gave up on, and why: slower, never wrong. */
export type OnFallback = (schema: Schema, reason: string) => void;

/**
 * A parser for a schema, compiled once. The compiled path decides valid values; an invalid one is parsed a second
 * time by Zod's own parser, which knows why. `_zod.run` and not `safeParse`: only the raw issues say which schema
 * raised them, and pydantic's error types depend on that.
 */
export function compileParser(schema: Schema, onFallback?: OnFallback): Parser {
  const compiled = compile(schema, onFallback);
  let asynchronous = false;
  return (value) => {
    if (asynchronous) return runAsync(compiled, value);
    try {
      return settled(compiled._zod.run({ value, issues: [] }, { async: false }) as z.core.ParsePayload);
    } catch (error) {
      if (!(error instanceof z.core.$ZodAsyncError)) throw error;
      asynchronous = true;
      return runAsync(compiled, value);
    }
  };
}

/** Parses once, without compiling: for the inner schemas of a value that is known to be wrong. */
export function parseOnce(schema: Schema, value: unknown): unknown {
  return settled(schema._zod.run({ value, issues: [] }, { async: false }) as z.core.ParsePayload);
}

function compile(schema: Schema, onFallback: OnFallback | undefined): Schema {
  try {
    return z.compile(schema, { strict: true });
  } catch (error) {
    onFallback?.(schema, error instanceof Error ? error.message : String(error));
    return schema;
  }
}

async function runAsync(schema: Schema, value: unknown): Promise<unknown> {
  return settled(await schema._zod.run({ value, issues: [] }, { async: true }));
}

function settled(payload: z.core.ParsePayload): unknown {
  return payload.issues.length > 0 ? new Rejected(payload.issues) : payload.value;
}
