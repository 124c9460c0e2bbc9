import { MANAGER } from "./evaluable.ts";
import { NODE, queryTree } from "./query/tree.ts";
import type { ModelInstance } from "./instance.ts";
import type { QueryTree } from "./query/tree.ts";
import type { KnownRelated, QueryState } from "./query-state.ts";
import { QueryMethods } from "./queryset.ts";
import type { Instance, InstanceRef } from "./typing/instance.ts";
import type { ModelType, PkInput } from "./typing/model-type.ts";
import type {
  CreateInput,
  GetInput,
  GetOrCreateOptions,
  UpdateOrCreateOptions,
  ValuesInput,
} from "./typing/write.ts";
import { createRow } from "./write/create.ts";
import { addMany, clearMany, removeMany, setMany } from "./write/many-to-many.ts";
import type { SetOptions, ThroughOptions } from "./write/many-to-many.ts";
import type { GivenValues } from "./write/new-instance.ts";
import type { BulkOption, HookOptions } from "./write/options.ts";
import { forgetRead, ownerAlias, ownerKey } from "./write/related-owner.ts";
import { relatedWriter } from "./write/related-writer.ts";
import type { GenericAccess, ManyAccess, RelatedOwner, ReverseAccess } from "./write/related-owner.ts";

/** Where a model's queries start: `Book.objects`. The rows it gives are those of the Python manager of its name. */
export class Manager<M extends ModelType, Row = Instance<M>> extends QueryMethods<M, Row> {
  protected override readonly state: QueryState;

  /** Made by `model()`. @param name null: Django's `_base_manager` */
  constructor(model: string, name: string | null) {
    super();
    const tree: QueryTree = { [NODE]: "tree", model, manager: name, using: null, operations: [] };
    this.state = { tree, executor: null, rows: null, known: null };
  }
}

/** The rows on the other side of a relation of one instance: `book.reviews`. */
export class RelatedManager<M extends ModelType, Row = Instance<M>> extends QueryMethods<M, Row> {
  protected override readonly state: QueryState;

  private readonly owner: RelatedOwner<ReverseAccess | GenericAccess>;

  /** Made by an instance's accessor. @param rows those that prefetchRelated() read */
  constructor(
    tree: QueryTree,
    known: KnownRelated | null,
    rows: readonly ModelInstance[] | null,
    owner: RelatedOwner<ReverseAccess | GenericAccess>,
  ) {
    super();
    this.state = { tree, executor: null, rows, known };
    this.owner = owner;
  }

  /** Makes a row of this one's, and saves it. */
  override async create<Given extends string>(
    values: ValuesInput<M, Given>,
    options?: HookOptions,
  ): Promise<Instance<M>> {
    const all = { ...(values as GivenValues), ...(await relatedWriter(this.owner).values()) };
    forgetRead(this.owner);
    return (await createRow(
      managerTree(this.state.tree, this.owner),
      all,
      options,
    )) as unknown as Instance<M>;
  }

  override async getOrCreate<Given extends string, Defaults extends string = never>(
    lookups: GetInput<M, Given>,
    options?: GetOrCreateOptions<M, Defaults>,
  ): Promise<readonly [row: Instance<M>, created: boolean]> {
    const values = await relatedWriter(this.owner).values();
    forgetRead(this.owner);
    return super.getOrCreate({ ...lookups, ...values } as GetInput<M, Given>, options);
  }

  override async updateOrCreate<
    Given extends string,
    Defaults extends string = never,
    CreateDefaults extends string = never,
  >(
    lookups: GetInput<M, Given>,
    options?: UpdateOrCreateOptions<M, Defaults, CreateDefaults>,
  ): Promise<readonly [row: Instance<M>, created: boolean]> {
    const values = await relatedWriter(this.owner).values();
    forgetRead(this.owner);
    return super.updateOrCreate({ ...lookups, ...values } as GetInput<M, Given>, options);
  }

  /** Makes rows this one's: their foreign key (or content type and key) points here. */
  async add(...rows: readonly InstanceRef<M["label"]>[]): Promise<void>;
  async add(rows: readonly InstanceRef<M["label"]>[], options?: BulkOption): Promise<void>;
  async add(...given: readonly unknown[]): Promise<void> {
    const { rows, options } = listed<BulkOption>(given);
    await relatedWriter(this.owner).add(rows, options);
  }

  /** Takes rows away from this one: the foreign key is null then. Rows of a GenericRelation are deleted. */
  async remove(...rows: readonly InstanceRef<M["label"]>[]): Promise<void>;
  async remove(rows: readonly InstanceRef<M["label"]>[], options?: BulkOption): Promise<void>;
  async remove(...given: readonly unknown[]): Promise<void> {
    const { rows, options } = listed<BulkOption>(given);
    await relatedWriter(this.owner).remove(this.state.tree, rows, options);
  }

  /** Takes all rows away, as `remove()` does. */
  async clear(options: BulkOption = {}): Promise<void> {
    await relatedWriter(this.owner).clear(this.state.tree, options);
  }

  /** Makes these rows this one's, and no others; where the foreign key is never null, others stay. */
  async set(
    rows: readonly InstanceRef<M["label"]>[],
    options: BulkOption & { readonly clear?: boolean } = {},
  ): Promise<void> {
    await relatedWriter(this.owner).set(this.state.tree, rows, options);
  }
}

/** The rows that a many-to-many field ties to one instance: `book.tags`, `tag.books`. */
export class ManyRelatedManager<M extends ModelType, Row = Instance<M>> extends QueryMethods<M, Row> {
  protected override readonly state: QueryState;
  private readonly owner: RelatedOwner<ManyAccess>;

  /** Made by an instance's accessor. @param rows those that prefetchRelated() read */
  constructor(tree: QueryTree, rows: readonly ModelInstance[] | null, owner: RelatedOwner<ManyAccess>) {
    super();
    this.state = { tree, executor: null, rows, known: null };
    this.owner = owner;
  }

  /** Makes a row, saves it, and ties it to this one. */
  override async create<Given extends string>(
    values: CreateInput<M, Given>,
    options: HookOptions & ThroughOptions = {},
  ): Promise<Instance<M>> {
    ownerKey(this.owner);
    const tree = managerTree(this.state.tree, this.owner);
    const row = await createRow(tree, values as GivenValues, options);
    await addMany(this.owner, [row], options);
    return row as unknown as Instance<M>;
  }

  /** Among the rows that are tied to this one; what is made is tied to it. */
  override async getOrCreate<Given extends string, Defaults extends string = never>(
    lookups: GetInput<M, Given>,
    options?: GetOrCreateOptions<M, Defaults> & ThroughOptions,
  ): Promise<readonly [row: Instance<M>, created: boolean]> {
    const { throughDefaults, ...rest } = options ?? {};
    const gotten = await super.getOrCreate(lookups, rest as GetOrCreateOptions<M, Defaults>);
    return this.tied(gotten, throughDefaults);
  }

  override async updateOrCreate<
    Given extends string,
    Defaults extends string = never,
    CreateDefaults extends string = never,
  >(
    lookups: GetInput<M, Given>,
    options?: UpdateOrCreateOptions<M, Defaults, CreateDefaults> & ThroughOptions,
  ): Promise<readonly [row: Instance<M>, created: boolean]> {
    const { throughDefaults, ...rest } = options ?? {};
    const gotten = await super.updateOrCreate(
      lookups,
      rest as UpdateOrCreateOptions<M, Defaults, CreateDefaults>,
    );
    return this.tied(gotten, throughDefaults);
  }

  private async tied(
    gotten: readonly [row: Instance<M>, created: boolean],
    throughDefaults: ThroughOptions["throughDefaults"],
  ): Promise<readonly [row: Instance<M>, created: boolean]> {
    const [row, created] = gotten;
    if (created) await addMany(this.owner, [row], throughDefaults === undefined ? {} : { throughDefaults });
    return gotten;
  }

  /** Ties rows to this one: rows, or their primary keys. What is tied already stays as it is. */
  async add(...rows: readonly RowOrKey<M>[]): Promise<void>;
  async add(rows: readonly RowOrKey<M>[], options?: ThroughOptions): Promise<void>;
  async add(...given: readonly unknown[]): Promise<void> {
    const { rows, options } = listed<ThroughOptions>(given);
    await addMany(this.owner, rows, options);
  }

  /** Unties rows from this one. */
  async remove(...rows: readonly RowOrKey<M>[]): Promise<void>;
  async remove(rows: readonly RowOrKey<M>[]): Promise<void>;
  async remove(...given: readonly unknown[]): Promise<void> {
    await removeMany(this.owner, listed(given).rows);
  }

  /** Unties all rows. */
  async clear(): Promise<void> {
    await clearMany(this.owner);
  }

  /** Ties these rows to this one, and no others. */
  async set(rows: readonly RowOrKey<M>[], options: SetOptions = {}): Promise<void> {
    await setMany(this.owner, this.state.tree, rows, options);
  }
}

type RowOrKey<M extends ModelType> = InstanceRef<M["label"]> | PkInput<M>;

/** Rows one by one, as Python's methods take them; or a list of them, and options. */
function listed<Options extends object>(
  given: readonly unknown[],
): { readonly rows: readonly unknown[]; readonly options: Partial<Options> } {
  const [first, options = {}] = given;
  return Array.isArray(first)
    ? { rows: first as unknown[], options: options as Partial<Options> }
    : { rows: given, options: {} };
}

/** The default manager of the rows, in the owner's database: what a related manager creates by. */
function managerTree({ model, manager }: QueryTree, owner: RelatedOwner): QueryTree {
  return queryTree(model, manager, ownerAlias(owner));
}

for (const { prototype } of [Manager, RelatedManager, ManyRelatedManager])
  Object.defineProperty(prototype, MANAGER, { value: true });
