import type {
  BigIntegerField,
  BinaryField,
  BooleanField,
  CharField,
  DateField,
  DateTimeField,
  DecimalField,
  DurationField,
  FloatField,
  IntegerField,
  JSONField,
  TextField,
  TimeField,
  UUIDField,
} from "./fields.ts";

/** Django's field classes that an expression can be told to give, by their names. */
export interface OutputFields {
  BigIntegerField: BigIntegerField;
  BinaryField: BinaryField;
  BooleanField: BooleanField;
  CharField: CharField;
  DateField: DateField;
  DateTimeField: DateTimeField;
  DecimalField: DecimalField;
  DurationField: DurationField;
  FloatField: FloatField;
  IntegerField: IntegerField;
  JSONField: JSONField;
  TextField: TextField;
  TimeField: TimeField;
  UUIDField: UUIDField;
}

/** Django's `output_field`: a class by its name, or with its arguments: `{ type: "DecimalField", maxDigits: 8, decimalPlaces: 2 }`. */
export type OutputField =
  | keyof OutputFields
  | { readonly type: "DecimalField"; readonly maxDigits: number; readonly decimalPlaces: number }
  | { readonly type: "CharField"; readonly maxLength: number };

/** The field that was named. */
export type FieldNamed<O> = O extends keyof OutputFields
  ? OutputFields[O]
  : O extends { readonly type: infer Name extends keyof OutputFields }
    ? OutputFields[Name]
    : never;

/** A rule: the field that was named, NULL where a source is. */
export interface As<O> {
  readonly as: O;
}

/** The rule of an expression unless an output field was given. */
export type RuleOr<O, Rule> = [O] extends [never] ? Rule : As<O>;
