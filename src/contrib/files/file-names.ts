import type { FieldFile } from "../../orm/fields/field-file.ts";

/** The names of a row's fields for files. */
export type FileNames<Row> = {
  [Name in keyof Row & string]: [NonNullable<Row[Name]>] extends [never]
    ? never
    : [NonNullable<Row[Name]>] extends [FieldFile]
      ? Name
      : never;
}[keyof Row & string];
