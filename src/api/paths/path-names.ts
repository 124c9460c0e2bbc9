import type { TypeError } from "../../util/type-error.ts";

/** The names of a path's parameters, as a type: "/books/{book_id}/{rest:path}" gives "book_id" | "rest". */
export type PathNames<Path extends string> = string extends Path
  ? never
  : Path extends `${string}{${infer Name}}${infer Rest}`
    ? PathName<Name> | PathNames<Rest>
    : never;

/** "{$request.body.id}" in a callback's path is OpenAPI's runtime expression, and no parameter. */
type PathName<Name extends string> = Name extends `$${string}`
  ? never
  : Name extends `${infer Bare}:${string}`
    ? Bare
    : Name;

/** A path all of whose names are declared; else a type that says which one is missing. */
export type CheckedPath<Path extends string, Declared extends string> = [
  Exclude<PathNames<Path>, Declared>,
] extends [never]
  ? unknown
  : TypeError<`The path has {${Exclude<PathNames<Path>, Declared>}}: declare it in args`>;
