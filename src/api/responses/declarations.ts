import type { Schema } from "../parameters/argument.ts";

/** One of an operation's `responses`, beyond the one that its handler returns. */
export interface ResponseDeclaration {
  readonly description?: string;
  readonly schema?: Schema;
  /** Default "application/json". */
  readonly mediaType?: string;
  /** OpenAPI header objects by name. */
  readonly headers?: Readonly<Record<string, unknown>>;
  /** OpenAPI media type objects, added to what `schema` gives. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly links?: Readonly<Record<string, unknown>>;
}

/** By status ("4XX" and "default" too): `{ 404: Problem }` or `{ 404: { description: "No such book", schema: Problem } }`. */
export type ResponseDeclarations = Readonly<Record<string | number, Schema | ResponseDeclaration>>;

export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && "_zod" in value;
}

/** The long form of a declaration. */
export function responseDeclaration(declared: Schema | ResponseDeclaration): ResponseDeclaration {
  return isSchema(declared) ? { schema: declared } : declared;
}
