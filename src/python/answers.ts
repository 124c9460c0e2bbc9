import { UnsafeInteger } from "../errors/field-value.ts";
import type { WireTags, WireValue } from "../manifest/wire.ts";
import { wireReader } from "../orm/fields/wire.ts";
import { rowBuilder } from "../orm/rows.ts";
import type { RowBuilder } from "../orm/rows.ts";
import { modelMeta, runtime } from "../orm/runtime.ts";
import type { OrmRuntime } from "../orm/runtime.ts";

/**
 * What a function answered: a model's instance is a row of that model.
 *
 * @throws UnsafeInteger an integer that a number would round
 */
export const answerFromWire: (wire: WireValue) => unknown = wireReader((read) => ({
  int(): never {
    throw new UnsafeInteger("Python answered an integer outside of 2^53, which a number would round.");
  },
  instance({ model, values }: WireTags["instance"]) {
    const row = Object.values(values).map(read);
    return builderOf(model, Object.keys(values))(row, null);
  },
}));

/** Of one runtime: another project may have other models under the same labels. */
const builders = new WeakMap<OrmRuntime, Map<string, RowBuilder>>();
const BUILDERS_LIMIT = 500;

function builderOf(label: string, columns: readonly string[]): RowBuilder {
  const current = runtime();
  let known = builders.get(current);
  if (known === undefined) builders.set(current, (known = new Map()));
  const key = `${label} ${columns.join(" ")}`;
  let builder = known.get(key);
  if (builder === undefined) {
    const source = { shape: { kind: "instances", columns }, decoders: columns.map(() => null) } as const;
    builder = rowBuilder(source, modelMeta(label), current.registry);
    if (known.size >= BUILDERS_LIMIT) known.clear();
    known.set(key, builder);
  }
  return builder;
}
