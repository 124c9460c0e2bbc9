import { expect, test } from "vitest";
import { compile } from "../../types/support/compile.ts";

/** An operation of the usual kind: a path, filters, a dependency, a body, a nested response. */
function operation(index: number): string {
  return `
app.post(
  "/items${index}/{id}",
  {
    args: { id: z.int(), page: Page, search: z.string().optional(), xTrace: header(z.string().optional()), item: Item },
    response: z.object({ id: z.int(), items: z.array(ItemOut) }),
    responses: { 404: Problem },
  },
  async ({ id, page, search, item }) => ({ id: id + page.offset + (search?.length ?? 0), items: [{ ...item, id, tags: [] }] }),
);`;
}

const HEADER = `
import { depends, FastAPI, header } from "django-fastapi-bridge";
import { z } from "zod";
const app = new FastAPI();
const Page = depends({ offset: z.int().default(0), limit: z.int().default(20) }, (page) => page);
const Item = z.object({ name: z.string(), price: z.number(), at: z.iso.datetime() });
const ItemOut = Item.extend({ id: z.int(), tags: z.array(z.string()) });
const Problem = z.object({ detail: z.string() });
`;

const operations = (count: number) =>
  compile(
    new Map([["api.ts", HEADER + Array.from({ length: count }, (_, index) => operation(index)).join("\n")]]),
  );

test(
  "an operation's types cost the same, the first or the three hundredth",
  { timeout: 120_000 },
  async () => {
    const [few, many] = [await operations(10), await operations(300)];
    expect([few.problems, many.problems]).toEqual([[], []]);
    const each = ((many.counts["Instantiations"] as number) - (few.counts["Instantiations"] as number)) / 290;
    console.log(
      `  300 operations checked in ${many.checkSeconds} s, ${Math.round(each)} instantiations each`,
    );
    expect(each).toBeGreaterThan(10);
    expect(each).toBeLessThan(3000);
  },
);
