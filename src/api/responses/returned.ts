import type { z } from "zod";
import type { Evaluable } from "../../orm/evaluable.ts";
import type { InstanceRef } from "../../orm/typing/instance.ts";
import type { Schema } from "../parameters/argument.ts";
import type { Response } from "./response.ts";

/**
 * What a handler may return where a schema expects `T`: looser than `T` where the response step does the rest. An
 * unevaluated QuerySet, or a manager, stands for an array, a Date for a string that is a date or time. A row of a model
 * need not have its related rows: those that the schema names are read.
 */
export type Returnable<T> = T extends string
  ? string extends T
    ? T | Date
    : T
  : T extends readonly (infer Element)[]
    ? readonly Returnable<Element>[] | Evaluable | ManagerLike
    : T extends Date | Uint8Array | Blob | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
      ? T
      : T extends object
        ? | (InstanceRef & { readonly [K in keyof T]?: Returnable<T[K]> })
          | (WrittenOut & { readonly [K in keyof T]: Returnable<T[K]> })
        : T;

/**
 * Marks the alternative that an error is about: where nothing fits, TypeScript explains by the last alternative of a union, and
 * orders intersections by where their parts are declared. Without it, a missing field reads as "not a row of a model".
 */
interface WrittenOut {}

interface ManagerLike {
  all(): Evaluable;
}

/** What a handler with this `response` returns: a value that its schema takes, or a ready response. */
export type Returned<S extends Schema | undefined> = S extends Schema
  ? Response | Returnable<z.output<S>> | Returnable<z.input<S>>
  : unknown;
