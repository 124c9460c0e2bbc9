import type * as accounts from "#django/accounts";
import type * as catalog from "#django/catalog";
import type * as orders from "#django/orders";

/** The example's models, as one executor runs their queries. */
export type Models = Pick<
  typeof catalog,
  | "Author"
  | "AuthorProfile"
  | "Bestseller"
  | "Book"
  | "Contribution"
  | "Country"
  | "EBook"
  | "Note"
  | "Publisher"
  | "Review"
  | "Series"
  | "Tag"
> &
  Pick<typeof orders, "AuditEntry" | "Coupon" | "Order" | "OrderItem"> &
  Pick<typeof accounts, "User">;

/** One query in Python and in TypeScript, which must give the same. */
export interface DifferentialCase {
  readonly python: string;
  readonly typescript: (models: Models) => unknown;
  /** Nothing orders the rows: they are compared as a set. */
  readonly unordered: boolean;
  /** Backends that it does not run on, and why. */
  readonly skip: Readonly<Record<string, string>>;
}

type Typescript = DifferentialCase["typescript"];
type Options = Partial<Pick<DifferentialCase, "unordered" | "skip">>;

/** A case whose rows are in order. */
export function same(python: string, typescript: Typescript, options: Options = {}): DifferentialCase {
  return { python, typescript, unordered: false, skip: {}, ...options };
}

/** A case whose rows are in no order that either side promises. */
export function sameSet(python: string, typescript: Typescript, options: Options = {}): DifferentialCase {
  return same(python, typescript, { ...options, unordered: true });
}
