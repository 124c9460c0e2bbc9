import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { FieldFile } from "../../orm/fields/field-file.ts";
import { valueSettings } from "../../orm/fields/project.ts";
import type { InternalType } from "../../orm/fields/registry.ts";
import { fieldSchema } from "../../orm/fields/schema.ts";
import { described, targetField } from "./field-meta.ts";

/**
 * The schema of a column as it is sent: what it is, and not how long or large it may be. Rows that are older than a
 * rule of the model are still rows: they must not make a list fail.
 */
export function readField(field: FieldDescription): z.ZodType {
  const base = nullable(field) ? sent(field).nullable() : sent(field);
  return described(base, field);
}

function sent(field: FieldDescription): z.ZodType {
  const target = targetField(field);
  if (target !== field) return sent(target);
  if (field.overrides.length > 0) return z.unknown();
  const make = SENT[field.internalType as InternalType];
  if (make === undefined) return z.unknown();
  const schema = make(field);
  const choices = enumeration(field);
  return choices === null ? schema : schema.meta({ enum: choices });
}

/** An empty file column is no file. */
function nullable(field: FieldDescription): boolean {
  return field.null || field.internalType === "FileField" || field.internalType === "ImageField";
}

/** Choices are told and not enforced: the column can hold a value that is no choice any more. */
function enumeration(field: FieldDescription): unknown[] | null {
  const schema = fieldSchema(field, { null: false });
  return schema instanceof z.ZodLiteral ? [...schema._zod.def.values] : null;
}

const text = (): z.ZodType => z.string();
const integer = (): z.ZodType => z.int();
const any = (): z.ZodType => z.unknown();
const file = (): z.ZodType =>
  z.pipe(
    z.transform((value: unknown) => (value instanceof FieldFile ? value.url : value)),
    z.string(),
  );
const bytes = (): z.ZodType =>
  z.pipe(
    z.transform((value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    ),
    z.base64(),
  );

const SENT: Readonly<Record<InternalType, (field: FieldDescription) => z.ZodType>> = {
  BooleanField: () => z.boolean(),
  NullBooleanField: () => z.boolean(),
  CharField: text,
  CommaSeparatedIntegerField: text,
  DateField: () => z.iso.date(),
  DateTimeField: () => z.iso.datetime(valueSettings().useTz ? { offset: true } : { local: true }),
  DecimalField: text,
  DurationField: () => z.string().meta({ format: "duration" }),
  EmailField: text,
  FilePathField: text,
  FloatField: () => z.number(),
  IntegerField: integer,
  BigIntegerField: integer,
  SmallIntegerField: integer,
  IPAddressField: text,
  GenericIPAddressField: text,
  PositiveBigIntegerField: integer,
  PositiveIntegerField: integer,
  PositiveSmallIntegerField: integer,
  SlugField: text,
  TextField: text,
  TimeField: () => z.iso.time(),
  URLField: text,
  BinaryField: bytes,
  UUIDField: () => z.guid(),
  AutoField: integer,
  BigAutoField: integer,
  SmallAutoField: integer,
  FileField: file,
  ImageField: file,
  JSONField: any,
  ArrayField: ({ baseField }) => z.array(baseField === null ? z.unknown() : elementOf(baseField)),
  HStoreField: () => z.record(z.string(), z.string().nullable()),
  IntegerRangeField: any,
  BigIntegerRangeField: any,
  DecimalRangeField: any,
  DateTimeRangeField: any,
  DateRangeField: any,
  SearchVectorField: text,
  OIDField: integer,
};

function elementOf(field: FieldDescription): z.ZodType {
  return field.null ? sent(field).nullable() : sent(field);
}
