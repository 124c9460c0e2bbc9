import type { InputOf, ValueOf } from "./field.ts";
import type { ModelType, PkInput, PkValue } from "./model-type.ts";

/** A key of inBulk(), as a filter takes it: the primary key's, or the named field's. */
export type BulkKey<M extends ModelType, Name extends keyof M["fields"]> = [Name] extends [never]
  ? PkInput<M>
  : InputOf<NonNullable<M["fields"][Name]>>;

/** The same as the rows have it. */
export type BulkValue<M extends ModelType, Name extends keyof M["fields"]> = [Name] extends [never]
  ? PkValue<M>
  : ValueOf<M["fields"][Name]>;
