import type { z } from "zod";

/**
 * The schemas below one that contain themselves, in the order of a walk from it: they can only be written by
 * reference, so each needs a name.
 */
export function recursiveSchemas(root: z.core.$ZodType): z.core.$ZodType[] {
  const found = new Set<z.core.$ZodType>();
  const done = new Set<z.core.$ZodType>();
  const path = new Set<z.core.$ZodType>();
  const visit = (schema: z.core.$ZodType): void => {
    if (path.has(schema)) found.add(schema);
    if (done.has(schema)) return;
    done.add(schema);
    path.add(schema);
    for (const child of childrenOf(schema)) visit(child);
    path.delete(schema);
  };
  visit(root);
  return [...found];
}

/** `z.json()`, which is recursive too, and anything. */
export function isJsonValue(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type !== "lazy") return false;
  const kinds = childrenOf(def.getter()).map((option) => option._zod.def.type);
  return kinds.sort().join() === "array,boolean,null,number,record,string";
}

function childrenOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "lazy") return [def.getter()];
  if (def.type === "object") return [...Object.values(def.shape), ...schemasIn(def.catchall)];
  return Object.values(def).flatMap((value) =>
    Array.isArray(value) ? value.flatMap(schemasIn) : schemasIn(value),
  );
}

function schemasIn(value: unknown): z.core.$ZodType[] {
  return typeof value === "object" && value !== null && "_zod" in value ? [value as z.core.$ZodType] : [];
}
