import { MANAGER } from "./evaluable.ts";
import { NODE } from "./query/tree.ts";
import type { ModelInstance } from "./instance.ts";
import type { QueryTree } from "./query/tree.ts";
import type { KnownRelated, QueryState } from "./query-state.ts";
import { QueryMethods } from "./queryset.ts";
import type { Instance } from "./typing/instance.ts";
import type { ModelType } from "./typing/model-type.ts";

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

  /** Made by an instance's accessor. @param rows those that prefetchRelated() read */
  constructor(tree: QueryTree, known: KnownRelated | null, rows: readonly ModelInstance[] | null) {
    super();
    this.state = { tree, executor: null, rows, known };
  }
}

/** The rows that a many-to-many field ties to one instance: `book.tags`, `tag.books`. */
export class ManyRelatedManager<M extends ModelType, Row = Instance<M>> extends RelatedManager<M, Row> {}

for (const { prototype } of [Manager, RelatedManager])
  Object.defineProperty(prototype, MANAGER, { value: true });
