import type { QueryTree } from "../query/tree.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { addGeneric, clearGeneric, genericValues, removeGeneric, setGeneric } from "./generic-rows.ts";
import type { GivenValues } from "./new-instance.ts";
import type { BulkOption } from "./options.ts";
import type { GenericAccess, RelatedOwner, ReverseAccess } from "./related-owner.ts";
import { addReverse, clearReverse, removeReverse, reverseValues, setReverse } from "./reverse-rows.ts";

/** What `book.reviews` and `book.notes` do, by a foreign key or by content type and key. `tree`: the rows as they are. */
export interface RelatedWriter {
  /** What makes a new row one of the owner's. */
  values(): MaybePromise<GivenValues>;
  add(rows: readonly unknown[], options: BulkOption): Promise<void>;
  remove(tree: QueryTree, rows: readonly unknown[], options: BulkOption): Promise<void>;
  clear(tree: QueryTree, options: BulkOption): Promise<void>;
  set(
    tree: QueryTree,
    rows: readonly unknown[],
    options: BulkOption & { readonly clear?: boolean },
  ): Promise<void>;
}

export function relatedWriter({
  instance,
  access,
}: RelatedOwner<ReverseAccess | GenericAccess>): RelatedWriter {
  if (access.kind === "generic") {
    const owner = { instance, access };
    return {
      values: () => genericValues(owner),
      add: (rows, options) => addGeneric(owner, rows, options),
      remove: (tree, rows, options) => removeGeneric(owner, tree, rows, options),
      clear: (tree, options) => clearGeneric(owner, tree, options),
      set: (tree, rows, options) => setGeneric(owner, tree, rows, options),
    };
  }
  const owner = { instance, access };
  return {
    values: () => reverseValues(owner),
    add: (rows, options) => addReverse(owner, rows, options),
    remove: (tree, rows, options) => removeReverse(owner, tree, rows, options),
    clear: (tree, options) => clearReverse(owner, tree, options),
    set: (tree, rows, options) => setReverse(owner, tree, rows, options),
  };
}
