import { z } from "zod";
import { isJsonValue, recursiveSchemas } from "./recursion.ts";

/** Between a component's name and the number of the schema object that has it: in no name that `.meta` gives. */
const SEPARATOR = "\u0000";

/**
 * Names of components for Zod: those of `.meta({ id })`, those given here to what the API layer composes, and made-up
 * ones for recursive schemas. Zod refuses a second schema of the same id outright; here each gets a key of its own,
 * and whether two of one name mean the same is seen when they have been converted.
 */
export class ComponentNames extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  private readonly given = new Map<z.core.$ZodType, string>();
  private readonly keys = new Map<z.core.$ZodType, string>();
  private readonly counts = new Map<string, number>();

  /** Names a schema that has no id of its own. */
  give(schema: z.core.$ZodType, name: string): void {
    this.given.set(schema, name);
  }

  /** Names what is recursive below a schema: "Recursive1" ... where no `.meta({ id })` says better. */
  giveRecursive(root: z.core.$ZodType): void {
    for (const schema of recursiveSchemas(root)) {
      if (this.nameOfSchema(schema) !== undefined) continue;
      this.give(schema, isJsonValue(schema) ? "JsonValue" : `Recursive${this.next("Recursive")}`);
    }
  }

  override get<S extends z.core.$ZodType>(schema: S): z.core.$replace<z.core.GlobalMeta, S> | undefined {
    const name = this.nameOfSchema(schema);
    const meta = z.globalRegistry.get(schema);
    const keyed = name === undefined ? meta : { ...meta, id: this.keyOf(schema, name) };
    return keyed as z.core.$replace<z.core.GlobalMeta, S> | undefined;
  }

  /** The component's name that a key stands for, in the letters that OpenAPI allows. */
  static nameOf(key: string): string {
    return (key.split(SEPARATOR, 1)[0] as string).replace(/[^a-zA-Z0-9._-]/g, "_");
  }

  private nameOfSchema(schema: z.core.$ZodType): string | undefined {
    return this.given.get(schema) ?? z.globalRegistry.get(schema)?.id;
  }

  private keyOf(schema: z.core.$ZodType, name: string): string {
    const known = this.keys.get(schema);
    if (known !== undefined) return known;
    const count = this.next(name);
    const key = count === 1 ? name : `${name}${SEPARATOR}${count}`;
    this.keys.set(schema, key);
    return key;
  }

  private next(name: string): number {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return count;
  }
}
