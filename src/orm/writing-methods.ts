import type { ModelInstance } from "./instance.ts";
import { asked } from "./observe.ts";
import type { QueryState } from "./query-state.ts";
import type { Instance, InstanceRef } from "./typing/instance.ts";
import type { ModelType } from "./typing/model-type.ts";
import type {
  CreateInput,
  GetInput,
  GetOrCreateOptions,
  UpdateOrCreateOptions,
  ValuesInput,
} from "./typing/write.ts";
import { bulkCreateRows } from "./write/bulk-create.ts";
import type { BulkCreateOptions } from "./write/bulk-create.ts";
import { bulkUpdateRows } from "./write/bulk-update.ts";
import type { BulkUpdateOptions } from "./write/bulk-update.ts";
import { createRow } from "./write/create.ts";
import { getOrCreateRow, updateOrCreateRow } from "./write/get-or-create.ts";
import type { GivenValues } from "./write/new-instance.ts";
import type { HookOptions } from "./write/options.ts";
import { updateRows } from "./write/update.ts";

/** The methods of managers and QuerySets that write. */
export abstract class WritingMethods<M extends ModelType> {
  protected abstract readonly state: QueryState;

  /**
   * Makes a row and saves it.
   * @throws IntegrityError, WriteError
   */
  async create<Given extends string>(
    values: CreateInput<M, Given>,
    options?: HookOptions,
  ): Promise<Instance<M>> {
    const made = await asked(() => createRow(this.state.tree, values as GivenValues, options));
    return made as unknown as Instance<M>;
  }

  /**
   * The row that meets the lookups; or makes it of them and of `defaults`. Whether it was made is told too.
   * @throws Model.MultipleObjectsReturned
   */
  async getOrCreate<Given extends string, Defaults extends string = never>(
    lookups: GetInput<M, Given>,
    options: GetOrCreateOptions<M, Defaults> = {},
  ): Promise<readonly [row: Instance<M>, created: boolean]> {
    const { defaults = {}, ...rest } = options;
    const found = await asked(() =>
      getOrCreateRow(this.state.tree, lookups as GivenValues, defaults as GivenValues, rest),
    );
    return found as unknown as readonly [Instance<M>, boolean];
  }

  /**
   * Sets `defaults` of the row that meets the lookups; or makes it of them.
   * @throws Model.MultipleObjectsReturned
   */
  async updateOrCreate<
    Given extends string,
    Defaults extends string = never,
    CreateDefaults extends string = never,
  >(
    lookups: GetInput<M, Given>,
    options: UpdateOrCreateOptions<M, Defaults, CreateDefaults> = {},
  ): Promise<readonly [row: Instance<M>, created: boolean]> {
    const { defaults = {}, createDefaults = null, ...rest } = options;
    const given = { defaults, createDefaults } as {
      readonly defaults: GivenValues;
      readonly createDefaults: GivenValues | null;
    };
    const found = await asked(() => updateOrCreateRow(this.state.tree, lookups as GivenValues, given, rest));
    return found as unknown as readonly [Instance<M>, boolean];
  }

  /** Saves new rows by as few statements as can be, without save() and signals: `bulkCreate([new Tag({ ... })])`. */
  async bulkCreate<const Rows extends readonly InstanceRef<M["label"]>[]>(
    rows: Rows,
    options?: BulkCreateOptions<(keyof M["fields"] | keyof M["relations"]) & string>,
  ): Promise<Rows> {
    const instances = rows as readonly unknown[] as readonly ModelInstance[];
    await asked(() => bulkCreateRows(this.state.tree, instances, options));
    return rows;
  }

  /** Writes columns of rows, each with its own values, by as few statements as can be. How many rows match. */
  async bulkUpdate(
    rows: readonly InstanceRef<M["label"]>[],
    fields: readonly ((keyof M["fields"] | keyof M["relations"]) & string)[],
    options?: BulkUpdateOptions,
  ): Promise<number> {
    const instances = rows as readonly unknown[] as readonly ModelInstance[];
    return asked(() => bulkUpdateRows(this.state.tree, instances, fields, options));
  }

  /** Sets columns of all rows by one statement, without save() and signals: `update({ stock: F("stock") })`. How many match. */
  async update<Given extends string>(values: ValuesInput<M, Given>, options?: HookOptions): Promise<number> {
    return asked(() => updateRows(this.state.tree, values as GivenValues, options));
  }
}
