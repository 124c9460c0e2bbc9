/**
 * What the type checker knows of a column: the kind decides lookups and transforms, `value` is what an instance has,
 * `input` is what a filter or a write takes. Generated code names the kinds in `fields.ts` after Django's classes;
 * a nullable column is `CharField | null`.
 */
export interface FieldType<Kind extends FieldKind, Value, Input = Value> {
  readonly kind: Kind;
  readonly value: Value;
  readonly input: Input;
}

/** Kinds by what one can ask of them; each has its lookups in `lookups.ts`. */
export type FieldKind =
  | "text"
  | "number"
  | "boolean"
  | "date"
  | "datetime"
  | "time"
  | "duration"
  | "uuid"
  | "address"
  | "binary"
  | "file"
  | "json"
  | "array"
  | "range"
  | "hstore"
  | "search"
  | "custom";

export type AnyField = FieldType<FieldKind, unknown>;

/** What an instance has in the column: null where the column is nullable. */
export type ValueOf<Field> = Field extends null
  ? null
  : Field extends { readonly value: infer V }
    ? V
    : never;

/** What values() and valuesList() have in the column: as `ValueOf`, but a file is its name. */
export type ColumnValueOf<Field> = Field extends { readonly kind: "file" } ? string : ValueOf<Field>;

/** What a filter or a write takes for the column. */
export type InputOf<Field> = Field extends null
  ? null
  : Field extends { readonly input: infer I }
    ? I
    : never;
