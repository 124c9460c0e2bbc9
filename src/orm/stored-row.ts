/** A column's raw value as the TypeScript value; null: it comes as it is. Never called with null. */
export type Decoder = ((raw: unknown) => unknown) | null;

/** In place of a decoder: the value is in the form that was written, not in one that was read. */
export const AS_WRITTEN = "asWritten";

/** Where the columns of a row stand in the array that the database gave, the same object for all rows of one query. */
export interface RowLayout {
  /** By attname; what was not read has no place. */
  readonly positions: ReadonlyMap<string, number>;
  readonly decoders: ReadonlyMap<string, Decoder | typeof AS_WRITTEN>;
}

/** What the database has of an instance, as far as is known here. */
export interface StoredRow {
  readonly row: readonly unknown[];
  readonly layout: RowLayout;
}

/** What is known of a row after some of its columns were read again. */
export function mergeStored(before: StoredRow, fresh: StoredRow): StoredRow {
  const all = [...before.layout.positions.keys()].every((name) => fresh.layout.positions.has(name));
  if (all) return fresh;
  const positions = new Map<string, number>();
  const decoders = new Map<string, Decoder | typeof AS_WRITTEN>();
  const row: unknown[] = [];
  for (const { row: values, layout } of [before, fresh])
    for (const [name, position] of layout.positions) {
      positions.set(name, row.length);
      decoders.set(name, layout.decoders.get(name) ?? null);
      row.push(values[position]);
    }
  return { row, layout: { positions, decoders } };
}
