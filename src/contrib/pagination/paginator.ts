import type { z } from "zod";
import { Dependency } from "../../api/dependencies/depends.ts";
import type { Context } from "../../api/context/context.ts";
import type { ArgumentDeclarations } from "../../api/parameters/argument.ts";

/** A dependency that cuts a page out of a query, and the schema of what it gives. */
export class Paginator<Page, Envelope extends z.ZodRawShape> extends Dependency<Page> {
  private readonly envelope: <Item extends z.ZodType>(item: Item) => z.ZodObject<PageShape<Item, Envelope>>;

  constructor(
    args: ArgumentDeclarations,
    call: (args: never, context: Context) => Page,
    envelope: <Item extends z.ZodType>(item: Item) => z.ZodObject<PageShape<Item, Envelope>>,
  ) {
    super(args, call);
    this.envelope = envelope;
  }

  /**
   * The response model of a page.
   * @param name of the component in the OpenAPI document
   */
  of<Item extends z.ZodType>(item: Item, name?: string): z.ZodObject<PageShape<Item, Envelope>> {
    const page = this.envelope(item);
    return name === undefined ? page : page.meta({ id: name });
  }
}

export type PageShape<Item extends z.ZodType, Envelope extends z.ZodRawShape> = {
  items: z.ZodArray<Item>;
} & Envelope;
