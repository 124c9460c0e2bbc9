import type { FieldDescription } from "../../manifest/schema.ts";
import { arrayField } from "./array.ts";
import { binary } from "./binary.ts";
import { boolean } from "./boolean.ts";
import { date } from "./date.ts";
import { datetime } from "./datetime-field.ts";
import { decimal } from "./decimal.ts";
import { duration } from "./duration.ts";
import type { FieldType } from "./field-type.ts";
import { file } from "./file.ts";
import { float } from "./float.ts";
import { hstore } from "./hstore.ts";
import { integer } from "./integer.ts";
import { ipAddress } from "./ip-address.ts";
import { json } from "./json.ts";
import { rangeField } from "./range.ts";
import { raw } from "./raw.ts";
import { text } from "./text.ts";
import { time } from "./time.ts";
import { uuid } from "./uuid.ts";

/** The internal types that Django ships with, in the order of django/db/models/fields/__init__.py. */
export type InternalType = keyof typeof FIELD_TYPES;

const range = rangeField(fieldType);

const FIELD_TYPES = {
  BooleanField: boolean,
  NullBooleanField: boolean,
  CharField: text,
  CommaSeparatedIntegerField: text,
  DateField: date,
  DateTimeField: datetime,
  DecimalField: decimal,
  DurationField: duration,
  EmailField: text,
  FilePathField: text,
  FloatField: float,
  IntegerField: integer,
  BigIntegerField: integer,
  SmallIntegerField: integer,
  IPAddressField: ipAddress,
  GenericIPAddressField: ipAddress,
  PositiveBigIntegerField: integer,
  PositiveIntegerField: integer,
  PositiveSmallIntegerField: integer,
  SlugField: text,
  TextField: text,
  TimeField: time,
  URLField: text,
  BinaryField: binary,
  UUIDField: uuid,
  AutoField: integer,
  BigAutoField: integer,
  SmallAutoField: integer,
  FileField: file,
  ImageField: file,
  JSONField: json,
  // django.contrib.postgres
  ArrayField: arrayField(fieldType),
  HStoreField: hstore,
  IntegerRangeField: range,
  BigIntegerRangeField: range,
  DecimalRangeField: range,
  DateTimeRangeField: range,
  DateRangeField: range,
  SearchVectorField: text,
  OIDField: integer,
} satisfies Record<string, FieldType>;

const registered = new Map<string, FieldType>();

/** The family of a field: of its class if one was registered, else of its internal type. */
export function fieldType(field: FieldDescription): FieldType {
  const custom = registered.get(field.className);
  if (custom !== undefined) return custom;
  if (field.overrides.length > 0) return raw;
  return FIELD_TYPES[field.internalType as InternalType] ?? raw;
}

/**
 * Gives the fields of a custom class their values, which are raw `unknown` otherwise. Under the class's dotted name.
 */
export function registerFieldType(className: string, type: FieldType): void {
  registered.set(className, type);
}
