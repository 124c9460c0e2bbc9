import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import "#django/catalog";
import { postgresShop, sqliteShop } from "../../../tests/support/shop.ts";
import { shopRuntime } from "../../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../../tests/support/shop-runtime.ts";
import { compileSerializer } from "../../api/responses/serializer.ts";
import { Manager } from "../../orm/manager.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { observeQueries } from "../../orm/observe.ts";
import { relatedAccess, relatedAccessors } from "../../orm/related.ts";
import { modelMeta, runtime, setRuntime } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";

const shops = { SQLite: await sqliteShop(), PostgreSQL: await postgresShop() };
const MODELS = [
  "catalog.Book",
  "catalog.Author",
  "catalog.Review",
  "catalog.EBook",
  "catalog.Tag",
  "orders.Order",
];

/** A small generator with a seed (mulberry32): a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Any columns and relations of a model, nested; and how many relations there are. */
function randomSchema(
  meta: ModelMeta,
  below: (limit: number) => number,
  depth: number,
): [z.ZodObject, number] {
  const shape: Record<string, z.ZodType> = {};
  let relations = 0;
  for (const { attname } of meta.concreteFields) if (below(3) === 0) shape[attname] = z.unknown();
  for (const accessor of depth === 0 ? [] : relatedAccessors(meta)) {
    const access = relatedAccess(meta, accessor, runtime().registry);
    if (access === undefined || access.kind === "genericForward" || below(4) !== 0) continue;
    // What a receiver or a session is about is in no shop.
    if (!/^(catalog|orders|accounts)\./.test(access.model)) continue;
    const [nested, inside] = randomSchema(modelMeta(access.model), below, depth - 1);
    const single = access.kind === "forward" || access.kind === "reverseOne";
    shape[accessor] = single ? nested.nullable() : z.array(nested);
    relations += 1 + inside;
  }
  return [z.object(shape), relations];
}

describe.each(Object.entries(shops))("random response models on %s", (_name, given) => {
  if (typeof given === "string") {
    test.skip(`not run: ${given}`, () => {});
    return;
  }
  let shop: ShopRuntime;
  beforeAll(async () => {
    shop = await shopRuntime(given);
    setRuntime(shop.runtime);
  });
  afterAll(async () => {
    setRuntime(null);
    await shop.close();
  });

  test.for(Array.from({ length: 60 }, (_, seed) => seed))("seed %i", async (seed) => {
    const below = random(seed);
    const meta = modelMeta(MODELS[below(MODELS.length)] as string);
    const [row, relations] = randomSchema(meta, below, 3);
    const serialize = compileSerializer(z.array(row), { operation: "GET /" });
    const query = new Manager<ModelType>(meta.label, meta.description.defaultManager)
      .all()
      .orderBy(...(["pk"] as never[]))
      .slice(0, 1 + below(40));
    let queries = 0;
    const stop = observeQueries(() => (queries += 1));
    const planned = JSON.parse(await serialize(query)) as unknown;
    stop();
    // Relations of rows that were read whole come by queries of their own: another way to the same.
    expect(planned).toEqual(JSON.parse(await serialize(await query)));
    // One that goes by a through model without a way back takes two.
    expect(queries).toBeLessThanOrEqual(1 + 2 * relations);
  });
});
