import type { Join, Joins } from "./joins.ts";
import type { Connector } from "./where.ts";

/**
 * Decides which joins of a group of conditions are inner and which outer (`JoinPromoter` in django/db/models/sql/query.py).
 * Each condition votes for the joins without whose row it cannot be true.
 */
export class JoinPromoter {
  private readonly effective: Connector;
  private readonly children: number;
  private readonly votes = new Map<Join, number>();

  constructor(connector: Connector, children: number, negated: boolean) {
    // NOT (a AND b) is promoted as a OR b is.
    this.effective = negated ? (connector === "and" ? "or" : "and") : connector;
    this.children = children;
  }

  vote(joins: Iterable<Join>): void {
    for (const join of joins) this.votes.set(join, (this.votes.get(join) ?? 0) + 1);
  }

  /** The joins that were made inner: what the whole group votes for. */
  update(joins: Joins): Set<Join> {
    const promoted: Join[] = [];
    const demoted = new Set<Join>();
    for (const [join, votes] of this.votes) {
      // In an OR, a row that one condition does not need must not take away what another one matches.
      if (this.effective === "or" && votes < this.children) promoted.push(join);
      // In an AND one condition that needs the row is enough, in an OR all of them must.
      if (this.effective === "and" || (this.effective === "or" && votes === this.children)) demoted.add(join);
    }
    joins.promote(promoted);
    joins.demote(demoted);
    return demoted;
  }
}
