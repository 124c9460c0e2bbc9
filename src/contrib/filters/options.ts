import type { ModelType } from "../../orm/typing/model-type.ts";
import type { Invalid, InvalidName } from "../../orm/typing/invalid.ts";
import type { ColumnArguments, OrderArguments } from "../../orm/typing/values.ts";
import type { RightHandSide } from "../../orm/typing/where.ts";

/** What a client may ask of a list; what is not named is not a parameter. */
export interface FilterOptions<
  M extends ModelType,
  Lookups extends readonly string[],
  Search extends readonly string[],
  Ordering extends readonly string[],
> {
  /** A query parameter for each: `?price__gte=5&format__in=ebook&format__in=audio`. */
  readonly lookups?: LookupArguments<M, Lookups>;
  /** Columns that `?search=` looks into: each of its words, whatever the case. */
  readonly search?: ColumnArguments<M, Search>;
  /** What `?ordering=` allows, each way: `ordering: ["title", "price"]` is `?ordering=-price&ordering=title`. */
  readonly ordering?: OrderArguments<M, Ordering>;
  /** The order when the client says none; the model's own if this is not given. */
  readonly defaultOrdering?: readonly string[];
}

/** Keys as filter() takes them, each checked on its own. */
type LookupArguments<M extends ModelType, Keys extends readonly string[]> = {
  [I in keyof Keys]: [Keys[I]] extends [never] ? Keys[I] : CheckedKey<RightHandSide<M, Keys[I]>, Keys[I]>;
};

type CheckedKey<Right, Key> = unknown extends Right
  ? Key
  : [Right] extends [Invalid<string> | InvalidName<string, unknown>]
    ? Right
    : Key;
