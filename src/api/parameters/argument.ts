import type { z } from "zod";

declare const argumentValue: unique symbol;
declare const argumentNames: unique symbol;

/** Stands for "its key in `args`" among the names of an argument. */
export type OwnKey = "~key";

/**
 * Something that stands for an argument of a handler and is no plain schema: a marked parameter or a dependency.
 * `T` is the value that the handler gets, `Names` the request names it declares (for the check of path parameters).
 * Both exist in types only.
 */
export abstract class Argument<out T, out Names extends string = OwnKey> {
  declare readonly [argumentValue]: T;
  declare readonly [argumentNames]: Names;
}

export type Schema<Output = unknown> = z.core.$ZodType<Output>;

/** What stands under a name in `args`. */
export type ArgumentDeclaration = Schema | Argument<unknown, string>;

export type ArgumentDeclarations = Readonly<Record<string, ArgumentDeclaration>>;

/** The value that a declaration gives to the handler. */
export type ArgumentValue<D> = D extends Schema
  ? z.output<D>
  : D extends Argument<infer T, string>
    ? T
    : never;

/** The first parameter of a handler or a dependency. */
export type ArgumentValues<A extends ArgumentDeclarations> = { [K in keyof A]: ArgumentValue<A[K]> };

/** The request names that `args` declares: its keys, a marker's alias instead of its key, a dependency's own names. */
export type DeclaredNames<A extends ArgumentDeclarations> = {
  [K in keyof A & string]: A[K] extends Argument<unknown, infer Names>
    ? Names extends OwnKey
      ? K
      : Names
    : K;
}[keyof A & string];
