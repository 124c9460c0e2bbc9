import { z } from "zod";
import { declareRowShape } from "../../api/responses/row-shape.ts";
import { ModelSchemaError } from "../../errors/model-schema.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { relatedAccess, relatedAccessors } from "../../orm/related.ts";
import { modelMeta, runtime } from "../../orm/runtime.ts";
import { componentOf } from "./component.ts";
import { relatedKey } from "./field-meta.ts";
import type { AnyOptions, Computed } from "./options.ts";
import { readField } from "./read-field.ts";
import { relatedRows } from "./related-rows.ts";
import { select } from "./selection.ts";

/** The schema of a row as it is sent. */
export function readSchema(meta: ModelMeta, options: AnyOptions): z.ZodType {
  const { columns, manyToMany } = select(meta, options);
  const shape: Record<string, z.ZodType> = {};
  for (const field of columns) shape[field.attname] = readField(field);
  for (const field of manyToMany) shape[field.name] = readKeys(field);
  for (const [accessor, nested] of Object.entries(options.include ?? {}))
    if (nested !== undefined) shape[accessor] = included(meta, accessor, nested as AnyOptions);
  const computed = options.computed?.(computedField as never) ?? {};
  for (const [name, { schema }] of Object.entries(computed)) shape[name] = schema;
  const object = componentOf(z.object(shape), options.name);
  return options.computed === undefined ? object : z.pipe(z.transform(computing(shape, computed)), object);
}

function computedField(schema: z.ZodType, compute: (row: never) => unknown): Computed {
  return { schema, compute };
}

/** Takes of a row what the schema has, with what is computed. */
function computing(
  shape: Readonly<Record<string, z.ZodType>>,
  computed: Readonly<Record<string, Computed>>,
): (row: unknown) => unknown {
  const names = Object.keys(shape);
  return (row) => {
    if (typeof row !== "object" || row === null) return row;
    const values: Record<string, unknown> = {};
    for (const name of names) {
      const own = computed[name];
      values[name] = own === undefined ? (row as Record<string, unknown>)[name] : own.compute(row as never);
    }
    return values;
  };
}

/** Rows of a relation, nested. */
function included(meta: ModelMeta, accessor: string, options: AnyOptions): z.ZodType {
  const access = relatedAccess(meta, accessor, runtime().registry);
  if (access === undefined || access.kind === "genericForward")
    throw new ModelSchemaError(
      `modelSchema(${meta.description.name}): "${accessor}" in include leads to no other model. ` +
        `Choices are: ${relatedAccessors(meta).join(", ")}.`,
    );
  const schema = readSchema(modelMeta(access.model), options);
  switch (access.kind) {
    case "forward":
      return meta.field(accessor)?.null === true ? schema.nullable() : schema;
    case "reverseOne":
      return schema.nullable();
    case "reverseMany":
    case "manyToMany":
    case "generic":
      return z.array(schema);
  }
}

/** A many-to-many field as the keys of its rows. */
function readKeys(field: FieldDescription): z.ZodType {
  const keys = z.pipe(
    z.transform((value: unknown) => {
      const rows = relatedRows(value, field.name);
      return Array.isArray(rows) ? rows.map(keyOf) : rows;
    }),
    z.array(readField(relatedKey(field))),
  );
  return declareRowShape(keys, { names: ["pk"], exact: true, nested: new Map() });
}

function keyOf(row: unknown): unknown {
  return typeof row === "object" && row !== null && "pk" in row ? row.pk : row;
}
