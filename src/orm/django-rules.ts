import type { Manifest } from "../manifest/schema.ts";

/** What one query means in some Djangos and not in others; both executors must answer as the Django at hand. */
export interface DjangoRules {
  /**
   * When several conditions with XOR between them hold: where an odd number of them is true, or (before Django 5.0,
   * `WhereNode.as_sql` in django/db/models/sql/where.py) exactly one.
   */
  readonly xor: "xor" | "exactlyOne";
  /**
   * `values("author").order_by("author")` is in the order of that column. Before Django 5.2 (`Query.selected` in
   * django/db/models/sql/query.py) it is in the order of the related model.
   */
  readonly ordersBySelectedNames: boolean;
  /**
   * A negated condition on rows that an earlier condition of the same filter() joined is about those rows. Before Django 5.0
   * (`Query.split_exclude`, ticket 34597) another constraint came with it, which loses rows or is no valid SQL.
   */
  readonly excludesJoinedRows: boolean;
  /** What validation says of a foreign key to a row that is not there (`ForeignKey.default_error_messages`). */
  readonly missingRelatedRow: string;
}

/** The rules of the Django that described the project; without one, of the current ones. */
export function djangoRules(generator: Manifest["generator"] | undefined): DjangoRules {
  const [major = 0, minor = 0] = (generator?.django ?? "6.0")
    .split(".")
    .map((part) => Number.parseInt(part, 10));
  const isBefore = (otherMajor: number, otherMinor: number): boolean =>
    major < otherMajor || (major === otherMajor && minor < otherMinor);
  return {
    xor: isBefore(5, 0) ? "exactlyOne" : "xor",
    ordersBySelectedNames: !isBefore(5, 2),
    excludesJoinedRows: !isBefore(5, 0),
    missingRelatedRow: isBefore(5, 2) ? "does not exist." : "is not a valid choice.",
  };
}
